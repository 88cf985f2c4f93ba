import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { startTransition } from 'react';
import type { Root } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { sessionQuery } from '#src/connection/session.ts';
import { jobCommands, jobsClient, logActionsTo } from '#src/jobs-api/browser-client.ts';
import { jobsChanged } from '#src/jobs/model/jobs-changed.ts';
import { yieldToMain } from '#src/lib/yield-to-main.ts';
import { UploadProvider } from '#src/upload/components/upload-context.tsx';
import { createQueryClient } from './query-client.ts';
import { shareRelaying } from './relay-tabs.ts';
import { createRouter } from './router.tsx';
import { shareSession } from './session-tabs.ts';

type Router = ReturnType<typeof createRouter>;

const queryClient = createQueryClient();
shareSession(queryClient);
shareRelaying();
logActionsTo((storeName) => import('#src/jobs/model/action-storage.ts').then(({ storedActionLog }) => storedActionLog(storeName)));

// Longer than a server that answers takes; a page that needs nobody signed in must not wait for one that does not.
const SESSION_PATIENCE_MS = 1_000;

/**
 * Resolves, with the router, once the first page can take the place of what the document shows by itself, instead of an
 * empty one: its code is there, and so is who is signed in, unless that takes longer than a second.
 */
export async function firstPageReady(): Promise<Router> {
  const session = queryClient.query(sessionQuery).catch(() => null);
  // Not in the task that has just run all of this code.
  await yieldToMain();
  const router = createRouter();
  const routed = new Promise<void>((resolve) => {
    const look = () => router.state.initialized && resolve();
    router.subscribe(look);
    look();
  });
  await Promise.all([routed, Promise.race([session, waitMs(SESSION_PATIENCE_MS)])]);
  return router;
}

function waitMs(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Renders the whole app: the cache of what the API said, the upload engine, and the pages. */
export function renderApp(root: Root, router: Router): void {
  // As a transition, it takes turns with what else the browser has to do.
  startTransition(() =>
    root.render(
      <QueryClientProvider client={queryClient}>
        <SignedInApp router={router} />
      </QueryClientProvider>,
    ),
  );
}

function SignedInApp({ router }: { router: Router }) {
  const { data: session, dataUpdatedAt } = useQuery(sessionQuery);
  // Storage needs no session: what is being sent when one runs out goes on, and what needs the platform waits for the next sign-in.
  const storeName = session?.storeName ?? session?.endedStoreName ?? null;
  return (
    <UploadProvider storeName={storeName} signedInAt={session?.signedIn ? dataUpdatedAt : 0} api={jobsClient} commands={jobCommands} onSubmitted={jobsChanged}>
      <RouterProvider router={router} />
    </UploadProvider>
  );
}
