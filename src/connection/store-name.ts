/** Whose stores are asked for. */
export interface StoreOwner {
  /** Sixteen hexadecimal digits: a platform and a key. */
  readonly account: string;
  /** Thirty-two: a platform and the key's tenant; null where the platform names none. */
  readonly tenant: string | null;
  /** The platform, as people are shown it. */
  readonly host: string;
}

/** Which stores a key was shown last. */
export interface StoreUse {
  readonly store: string;
  /** null as long as the platform has not named it. */
  readonly tenant: string | null;
  readonly host: string;
  /** ms epoch. */
  readonly usedAt: number;
}

/** What the `localStorage` keys of the uses begin with. One entry an account: tabs that write at once do not undo one another. */
export const STORE_USE = 'assay.store.';

/**
 * What the IndexedDB databases, `localStorage` keys, locks and channels of a session are named by; null when nobody is signed in.
 * A key keeps the name that it was given first; a further key of the same tenant gets the same one. Kept in `localStorage`; without
 * it, by what there is. Throws when the code that chooses cannot be loaded.
 */
export async function storeNameOf(session: StoreOwner | (Omit<StoreOwner, 'account'> & { readonly account: null })): Promise<string | null> {
  const { account, tenant } = session;
  if (account === null) return null;
  const use = readStoreUse(account);
  if (use && (tenant === null || use.tenant === tenant)) return keepStoreUse({ ...session, tenant: use.tenant }, use.store);
  // A browser that was never here has nothing to choose from.
  if ((await databaseNames()).some((name) => name.startsWith('assay-'))) return (await import('./choose-store.ts')).chooseStore(session);
  return keepStoreUse(session, tenant ?? account);
}

/** The use of an account; null when none is noted. */
export function readStoreUse(account: string): StoreUse | null {
  try {
    const [store, tenant, usedAt, host = ''] = localStorage.getItem(STORE_USE + account)?.split(' ') ?? [];
    return store ? { store, tenant: tenant || null, usedAt: Number(usedAt), host } : null;
  } catch {
    return null;
  }
}

/** Notes that a key is shown these stores now, and returns their name. */
export function keepStoreUse({ account, tenant, host }: StoreOwner, store: string): string {
  try {
    localStorage.setItem(STORE_USE + account, [store, tenant, Date.now(), host].join(' '));
  } catch {
    // Chosen anew at the next visit, from the same facts.
  }
  return store;
}

/** What the databases of this origin are called; empty in a browser that keeps none. */
export async function databaseNames(): Promise<readonly string[]> {
  try {
    return (await indexedDB.databases()).map(({ name = '' }) => name);
  } catch {
    return [];
  }
}
