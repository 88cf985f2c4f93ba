import { apiError } from '../http/api-error.ts';
import type { JobsApi } from '../upstream/jobs-api.ts';

/** Asks the Jobs API for one job with the key: an empty 200 when it takes the key, else the error to answer with. */
export async function checkKey(api: JobsApi, key: string, base: string): Promise<Response> {
  const headers = { accept: 'application/json', authorization: `Bearer ${key}` };
  const answer = await api.handle(new Request(new URL('/api/v1/jobs?page=1&limit=1', base), { headers }));
  await answer.body?.cancel();
  // A web page with status 200 is a wrong address or a captive portal.
  if (answer.ok && /\bjson\b/.test(answer.headers.get('content-type') ?? '')) return new Response(null);
  switch (answer.status) {
    case 401:
      return apiError(401, 'INVALID_API_KEY', `${api.host} does not know this API key.`);
    case 403:
      return apiError(403, 'FORBIDDEN', 'This API key may not read jobs: it needs the Read permission.');
    case 502:
    case 504:
      return apiError(answer.status, 'PLATFORM_UNREACHABLE', `${api.host} cannot be reached.`);
    default:
      return apiError(502, 'PLATFORM_ERROR', `${api.host} answered ${answer.status} when it was asked about this key.`);
  }
}
