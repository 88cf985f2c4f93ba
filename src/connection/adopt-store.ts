import type { QueryClient } from '@tanstack/react-query';
import { allStoreUses, isOfAnother } from './choose-store.ts';
import { beginSession, sessionQuery, type Session } from './session.ts';
import { keepStoreUse } from './store-name.ts';

/**
 * Shows the session's key these stores from now on, here and in the other tabs; nothing is copied, and what it was shown so far stays
 * where it is. Throws when somebody else has signed in meanwhile, or when the stores are known to be another tenant's.
 */
export async function adoptStore(queryClient: QueryClient, { account, tenant, host }: Session, store: string): Promise<void> {
  const now = await queryClient.query({ ...sessionQuery, staleTime: 0 });
  if (account === null || now.account !== account) throw new Error('Somebody else has signed in meanwhile. Nothing was changed.');
  if (tenant !== null && isOfAnother(store, tenant, allStoreUses())) throw new Error('This data belongs to another account. Nothing was changed.');
  keepStoreUse({ account, tenant, host }, store);
  beginSession(queryClient, await queryClient.query({ ...sessionQuery, staleTime: 0 }));
}
