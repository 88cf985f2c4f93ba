import type { Query, QueryClient } from '@tanstack/react-query';
import { listKey, pageOf } from './queries.ts';

const AT_ONCE = 2;

/**
 * Reads every page of the list behind the first anew, in order, two at a time. Those that are not read when `signal`
 * aborts stay marked as outdated. Never rejects: a page that cannot be read keeps what it had, and its error.
 */
export async function refreshLaterPages(queryClient: QueryClient, signal: AbortSignal): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: listKey, predicate: isLater, refetchType: 'none' });
  const waiting = queryClient.getQueryCache().findAll({ queryKey: listKey, predicate: isLater }).map(({ queryKey }) => queryKey);
  waiting.sort((a, b) => (pageOf(a) ?? 0) - (pageOf(b) ?? 0));
  const work = async () => {
    for (let queryKey = waiting.shift(); queryKey !== undefined && !signal.aborted; queryKey = waiting.shift()) {
      await queryClient.refetchQueries({ queryKey, exact: true });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

function isLater({ queryKey }: Query): boolean {
  return pageOf(queryKey) !== 1;
}

/** How many pages of the list, from the first on, are known already; at least 1. */
export function knownPages(queryClient: QueryClient): number {
  const known = new Set(queryClient.getQueryCache().findAll({ queryKey: listKey, predicate: ({ state }) => state.data !== undefined }).map(({ queryKey }) => pageOf(queryKey)));
  let count = 1;
  while (known.has(count + 1)) count += 1;
  return count;
}
