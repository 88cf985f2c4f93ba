import { API_HEADERS, type ApiProblem } from './errors.ts';
import type { Vocabulary } from './vocabulary.ts';

interface Said {
  readonly code: string;
  readonly message: string;
}

/** What the newer vocabularies say instead of the documented codes, with the published messages (wire format, section 5.5). */
const OLDER: ReadonlyMap<string, Said> = new Map([
  ['INVALID_API_KEY', { code: 'IAM001', message: 'You are not authenticated' }],
  ['FORBIDDEN', { code: 'IAM002', message: 'You are not authorized' }],
  ['INSUFFICIENT_BALANCE', { code: 'U007', message: 'Insufficient credits' }],
]);

/** A refusal as a vocabulary says it: `{code, statusCode, message}`, `{code, message}` or `{name, message}` (wire format, sections 3, 5.5 and 6.3). */
export function problemAnswer(problem: ApiProblem, vocabulary: Vocabulary): Response {
  const headers = { ...API_HEADERS, ...problem.headers };
  const { code, message } = OLDER.get(problem.code) ?? problem;
  switch (vocabulary) {
    case 'documented':
      return problem.toResponse();
    case 'deployed':
      return Response.json({ code, message }, { status: problem.status, headers });
    case 'current': {
      const again = code === 'ALREADY_FINALIZED';
      return Response.json({ name: again ? 'UPLOAD_ALREADY_FINALIZED' : code, message }, { status: again ? 409 : problem.status, headers });
    }
  }
}
