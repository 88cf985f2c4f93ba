import { API_HEADERS, type ApiProblem } from './errors.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The codes of the older answers (wire format, section 5.5). */
const DEPLOYED_CODE: Readonly<Record<string, string>> = { INVALID_API_KEY: 'IAM001', FORBIDDEN: 'IAM002', INSUFFICIENT_BALANCE: 'U007' };

/** A refusal as a vocabulary says it: `{code, statusCode, message}`, `{code, message}` or `{name, message}` (wire format, sections 3, 5.5 and 6.3). */
export function problemAnswer(problem: ApiProblem, vocabulary: Vocabulary): Response {
  const { code, message } = problem;
  const headers = { ...API_HEADERS, ...problem.headers };
  switch (vocabulary) {
    case 'documented':
      return problem.toResponse();
    case 'deployed':
      return Response.json({ code: DEPLOYED_CODE[code] ?? code, message }, { status: problem.status, headers });
    case 'current': {
      const again = code === 'ALREADY_FINALIZED';
      return Response.json({ name: again ? 'UPLOAD_ALREADY_FINALIZED' : code, message }, { status: again ? 409 : problem.status, headers });
    }
  }
}
