import { holdsRecords } from '#src/lib/holds-records.ts';
import { requestTabLock } from '#src/lib/tab-lock.ts';
import { databaseNames, keepStoreUse, readStoreUse, STORE_USE, type StoreOwner, type StoreUse } from './store-name.ts';

/** What is known in this browser when a store is chosen. */
export interface StoreFacts {
  /** By account. */
  readonly uses: Readonly<Record<string, StoreUse>>;
  /** Whether stores of this name hold anything that cannot be read from the platform again. */
  readonly holdsData: (store: string) => Promise<boolean>;
}

// The queue with its evidence, and the judgements: the rest is read from the platform again.
const KEPT_HERE_ALONE = ['assay-upload-', 'assay-review-'];

/** Chooses as {@link decideStore} does, with what this browser holds, and notes it. One tab at a time, where tabs can tell. */
export async function chooseStore(owner: StoreOwner): Promise<string> {
  const choose = async () => keepStoreUse(owner, await decideStore(owner, { uses: allStoreUses(), holdsData: await whatHoldsData() }));
  let chosen: string | null = null;
  const inTurn = async () => {
    chosen = await choose();
  };
  // A browser that gives no locks, and no database, keeps nothing that two tabs could disagree about.
  await requestTabLock('assay-stores', { signal: new AbortController().signal }, inTurn).catch(() => undefined);
  return chosen ?? choose();
}

async function whatHoldsData(): Promise<StoreFacts['holdsData']> {
  const names = await databaseNames();
  return async (store) => {
    const databases = KEPT_HERE_ALONE.map((prefix) => prefix + store).filter((name) => names.includes(name));
    // What cannot be looked into may hold anything.
    return (await Promise.all(databases.map((name) => holdsRecords(name).catch(() => true)))).includes(true);
  };
}

/** What every key was shown last, by account. */
export function allStoreUses(): Readonly<Record<string, StoreUse>> {
  return Object.fromEntries(notedAccounts().flatMap((account) => {
    const use = readStoreUse(account);
    return use === null ? [] : [[account, use]];
  }));
}

function notedAccounts(): readonly string[] {
  try {
    return Object.keys(localStorage).flatMap((name) => (name.startsWith(STORE_USE) ? [name.slice(STORE_USE.length)] : []));
  } catch {
    return [];
  }
}

/**
 * Which stores a key gets that has none noted for the tenant it belongs to now. What is here under its own name stays with it; else it
 * gets what a key of the same tenant used last. Stores known to be another tenant's are never among them.
 */
export async function decideStore({ account, tenant }: Pick<StoreOwner, 'account' | 'tenant'>, { uses, holdsData }: StoreFacts): Promise<string> {
  // Before tenants were known, a key's stores bore its account.
  const own = uses[account]?.store ?? account;
  if (tenant === null) return own;
  const shared = Object.values(uses).filter((use) => use.tenant === tenant).toSorted((a, b) => b.usedAt - a.usedAt)[0]?.store;
  if (isOfAnother(own, tenant, uses)) return shared ?? tenant;
  if (shared === undefined) return uses[account] !== undefined || (await holdsData(own)) ? own : tenant;
  return (await holdsData(own)) ? own : shared;
}

/** Whether stores are known to be those of another tenant. */
export function isOfAnother(store: string, tenant: string, uses: StoreFacts['uses']): boolean {
  return Object.values(uses).some((use) => use.store === store && use.tenant !== null && use.tenant !== tenant);
}
