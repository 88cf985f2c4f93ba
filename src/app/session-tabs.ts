import type { QueryClient } from '@tanstack/react-query';
import { sessionQuery } from '#src/connection/session.ts';
import { pageLifecycle } from '#src/lib/page-lifecycle.ts';
import { openTabChannel } from '#src/lib/tab-channel.ts';
import { JOBS_KEY } from '#src/jobs/model/queries.ts';

/**
 * Keeps tabs to one account, and to the same stores: who signs in or out in one of them does so in all, since they share the
 * cookie. What was read for the account before is dropped, so that nothing of it is shown, or kept, as another's.
 */
export function shareSession(queryClient: QueryClient): void {
  const channel = openTabChannel<string | null>('assay-session');
  let known: string | null | undefined;
  queryClient.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'updated' || query.queryKey[0] !== sessionQuery.queryKey[0]) return;
    const session = queryClient.getQueryData(sessionQuery.queryKey);
    if (session === undefined) return;
    const { account, storeName } = session;
    const now = account === null ? null : `${account} ${storeName}`;
    if (known !== undefined && known !== now) channel.post(now);
    known = now;
  });
  channel.listen((data) => {
    if (data === known) return;
    queryClient.removeQueries({ queryKey: JOBS_KEY });
    void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
  });
  // Someone else may have signed in, or everyone out, while this page lay in the back/forward cache.
  pageLifecycle.subscribe((event) => event === 'restored' && void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey }));
}
