import { http, type HttpHandler } from 'msw';

import type { Sandbox } from './sandbox.ts';

/** Handlers that let the sandbox answer whatever a test fetches from these two origins. `sandbox` is asked at each request. */
export function sandboxHandlers(sandbox: () => Sandbox, origins: { readonly api: string; readonly storage: string }): HttpHandler[] {
  return [
    http.all(`${origins.api}/api/v1/*`, ({ request }) => sandbox().api(request)),
    http.all(`${origins.storage}/*`, ({ request }) => sandbox().storage(request)),
  ];
}
