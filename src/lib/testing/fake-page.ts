import { createPageLifecycle, type PageLifecycle } from '../page-lifecycle.ts';

/** A page that tests put into the back/forward cache and take out again. */
export interface FakePage {
  readonly lifecycle: PageLifecycle;
  readonly freeze: () => void;
  readonly restore: () => void;
  readonly close: () => void;
}

/** Makes a page that is visible. */
export function createFakePage(): FakePage {
  const page = new EventTarget();
  const dispatch = (type: string, persisted: boolean) => void page.dispatchEvent(Object.assign(new Event(type), { persisted }));
  return {
    lifecycle: createPageLifecycle(page, Object.assign(new EventTarget(), { visibilityState: 'visible' as const })),
    freeze: () => dispatch('pagehide', true),
    restore: () => dispatch('pageshow', true),
    close: () => dispatch('pagehide', false),
  };
}
