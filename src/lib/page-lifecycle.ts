/**
 * What happens to the page, as all browsers agree on it:
 * - `visible`, `hidden`: whether a person can see it.
 * - `frozen`: it is put aside (back/forward cache, or a tab that the browser freezes) and runs nothing until `restored`,
 *   if it ever is. What it holds would stand in the way of other tabs: it must be let go of before the listener returns.
 * - `restored`: it goes on with the memory of then, while the disk, the locks and the session may have moved on.
 * - `closing`: it goes for good.
 */
export type LifecycleEvent = 'visible' | 'hidden' | 'frozen' | 'restored' | 'closing';

/** The one source of what happens to a page; locks, channels, databases and polling go by it. */
export interface PageLifecycle {
  readonly isVisible: () => boolean;
  /** True from `frozen` or `closing` until `restored`: nothing that other tabs could wait for may begin. */
  readonly isSuspended: () => boolean;
  /** Calls back at each event, in the order of subscription; gives back what ends it. */
  readonly subscribe: (listener: (event: LifecycleEvent) => void) => () => void;
  /** Resolves at once while the page runs, else when it is restored. */
  readonly running: () => Promise<void>;
}

/** Follows the events of a window and its document. Browsers report a freeze in one, two or three of them; listeners hear of it once. */
export function createPageLifecycle(page: EventTarget, document: EventTarget & { readonly visibilityState: DocumentVisibilityState }): PageLifecycle {
  const listeners = new Set<(event: LifecycleEvent) => void>();
  let isSuspended = false;
  let suspendedSinceShown = false;
  const isVisible = () => document.visibilityState === 'visible';
  const tell = (event: LifecycleEvent) => [...listeners].forEach((listener) => listener(event));
  const suspend = (event: 'frozen' | 'closing') => {
    if (isSuspended) return;
    isSuspended = true;
    suspendedSinceShown = true;
    tell(event);
  };
  const restore = () => {
    if (!isSuspended) return;
    isSuspended = false;
    tell('restored');
  };
  page.addEventListener('pagehide', (event) => suspend('persisted' in event && event.persisted === true ? 'frozen' : 'closing'));
  page.addEventListener('pageshow', (event) => {
    // One that comes back without having been told that it went: what it holds is as out of date.
    if ('persisted' in event && event.persisted === true && !suspendedSinceShown) suspend('frozen');
    suspendedSinceShown = false;
    restore();
  });
  document.addEventListener('freeze', () => suspend('frozen'));
  document.addEventListener('resume', restore);
  document.addEventListener('visibilitychange', () => tell(isVisible() ? 'visible' : 'hidden'));
  const subscribe: PageLifecycle['subscribe'] = (listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    isVisible,
    isSuspended: () => isSuspended,
    subscribe,
    async running() {
      if (!isSuspended) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const unsubscribe = subscribe((event) => event === 'restored' && resolve());
      await promise;
      unsubscribe();
    },
  };
}

// Outside of a page (unit tests without one) nothing ever happens to it.
const nowhere = Object.assign(new EventTarget(), { visibilityState: 'visible' as const });

/** The lifecycle of this page. */
export const pageLifecycle: PageLifecycle = createPageLifecycle(globalThis.window ?? nowhere, globalThis.document ?? nowhere);
