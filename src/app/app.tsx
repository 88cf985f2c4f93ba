import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from 'react-router/dom';
import { sessionQuery } from '#src/connection/session.ts';
import { jobsClient } from '#src/jobs-api/browser-client.ts';
import { jobsChanged } from '#src/jobs/jobs-changed.ts';
import { UploadProvider } from '#src/upload/upload-context.tsx';
import { createQueryClient } from './query-client.ts';
import { shareRelaying } from './relay-tabs.ts';
import { router } from './router.tsx';
import { shareSession } from './session-tabs.ts';

const queryClient = createQueryClient();
shareSession(queryClient);
shareRelaying();

// Longer than a server that answers takes; a page that needs nobody signed in must not wait for one that does not.
const SESSION_PATIENCE_MS = 1_000;

/**
 * Resolves once the first page can take the place of what the document shows by itself, instead of an empty one: its
 * code is there, and so is who is signed in, unless that takes longer than a second.
 */
export async function firstPageReady(): Promise<void> {
  const session = queryClient.query(sessionQuery).catch(() => null);
  const patience = new Promise((resolve) => {
    setTimeout(resolve, SESSION_PATIENCE_MS);
  });
  const routed = new Promise<void>((resolve) => {
    const look = () => router.state.initialized && resolve();
    router.subscribe(look);
    look();
  });
  await Promise.all([routed, Promise.race([session, patience])]);
}

/** The whole app: the cache of what the API said, the upload engine, and the pages. */
export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <SignedInApp />
    </QueryClientProvider>
  );
}

function SignedInApp() {
  const { data: session, dataUpdatedAt } = useQuery(sessionQuery);
  return (
    <UploadProvider account={session?.account ?? null} signedInAt={dataUpdatedAt} api={jobsClient} onSubmitted={jobsChanged}>
      <RouterProvider router={router} />
    </UploadProvider>
  );
}
