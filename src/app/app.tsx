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
