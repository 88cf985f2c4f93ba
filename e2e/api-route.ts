import type { Page, Request, Route } from '@playwright/test';

/** The calls of the Jobs API, as wire format section 2 lists them. */
export type ApiCall = 'create' | 'list' | 'detail' | 'finalize' | 'cancel' | 'delete';

/** Which call of the same-origin Jobs API a request is; null for any other request, one to the storage included. */
export function apiCallOf(request: Request): ApiCall | null {
  const path = /\/api\/v1\/jobs(?:\/([^/]+)(?:\/([^/]+))?)?$/.exec(new URL(request.url()).pathname);
  if (path === null) return null;
  const [, id, action] = path;
  switch (request.method()) {
    case 'GET':
      return id === undefined ? 'list' : 'detail';
    case 'DELETE':
      return 'delete';
    case 'POST':
      if (id === undefined) return 'create';
      return action === 'finalize' || action === 'cancel' ? action : null;
    default:
      return null;
  }
}

/** Answers one kind of call by `answer`; everything else goes through to the server. */
export async function routeApi(page: Page, call: ApiCall, answer: (route: Route) => Promise<void>): Promise<void> {
  await page.route('**/api/v1/jobs**', async (route) => {
    await (apiCallOf(route.request()) === call ? answer(route) : route.fallback());
  });
}

/** Makes one kind of call fail in the documented error shape (wire format, section 3), up to `times` times. */
export async function failApi(
  page: Page,
  call: ApiCall,
  error: { statusCode: number; code: string; message: string },
  options: { times?: number; headers?: Record<string, string> } = {},
): Promise<void> {
  let left = options.times ?? Number.POSITIVE_INFINITY;
  await routeApi(page, call, async (route) => {
    if (left <= 0) {
      await route.fallback();
      return;
    }
    left -= 1;
    await route.fulfill({ status: error.statusCode, headers: options.headers ?? {}, json: error });
  });
}
