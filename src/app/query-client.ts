import { QueryCache, QueryClient, MutationCache, focusManager } from '@tanstack/react-query';
import { sessionQuery } from '#src/connection/session.ts';
import { HttpError, NetworkError, TimeoutError } from '#src/jobs-api/errors.ts';
import { isSignedOut } from '#src/jobs-api/explain-error.ts';
import { pageLifecycle } from '#src/lib/page-lifecycle.ts';

const MOST_RETRIES = 3;

// What is polled rests while nobody can see the page, and is looked at again as soon as somebody can.
focusManager.setEventListener((onFocus) => pageLifecycle.subscribe((event) => event !== 'frozen' && event !== 'closing' && onFocus()));

/** Makes the cache of everything read from the API. A refused key makes it ask again who is signed in. */
export function createQueryClient(): QueryClient {
  const onError = (error: Error) => {
    if (isSignedOut(error)) void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: (failures, error) => failures < MOST_RETRIES && isTransient(error), retryDelay },
    },
  });
  return client;
}

function isTransient(error: Error): boolean {
  if (error instanceof HttpError) return error.status === 408 || error.status === 429 || error.status >= 500;
  return error instanceof NetworkError || error instanceof TimeoutError;
}

// The server's own wish comes first; else exponential, with jitter so that tabs do not come back in step.
function retryDelay(failures: number, error: Error): number {
  if (error instanceof HttpError && error.retryAfterMs !== null) return error.retryAfterMs;
  return Math.random() * Math.min(1_000 * 2 ** failures, 15_000);
}
