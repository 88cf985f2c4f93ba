import type { Page } from '@playwright/test';

import { apiCallOf } from './api-route.ts';

/** The calls of the Jobs API that a page has under way, and since when there is none. */
export interface Traffic {
  /** How many are under way. */
  open(): number;
  /** For how long none has been under way, ms. */
  quietMs(): number;
}

/** Follows the calls of the Jobs API that `page` makes from now on. */
export function watchTraffic(page: Page): Traffic {
  let open = 0;
  let changedAt = Date.now();
  const change = (by: number) => (request: Parameters<typeof apiCallOf>[0]) => {
    if (apiCallOf(request) === null) return;
    open += by;
    changedAt = Date.now();
  };
  page.on('request', change(1));
  page.on('requestfinished', change(-1));
  page.on('requestfailed', change(-1));
  return { open: () => open, quietMs: () => (open > 0 ? 0 : Date.now() - changedAt) };
}
