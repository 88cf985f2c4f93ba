import { HttpError, JobsApiError } from '#src/jobs-api/errors.ts';

/** Why what lies behind a signed link could not be fetched, in a sentence for people. The link itself is not in it: it is a key. */
export function explainArtifactError(error: unknown): string {
  if (!(error instanceof JobsApiError)) return 'It could not be read.';
  switch (error.kind) {
    case 'http':
      return error instanceof HttpError ? `The storage answered ${error.status}${error.code === null ? '' : ` (${error.code})`}.` : error.message;
    case 'network':
      return 'The storage could not be reached, or does not allow this page to read from it.';
    case 'timeout':
      return 'The storage did not answer in time.';
    case 'protocol':
      return `What the storage gave is no result: ${error.message}`;
  }
}
