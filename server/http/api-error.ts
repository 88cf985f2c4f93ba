import { INERT_HEADERS } from './inert.ts';

/** An error answer in the documented shape `{code, statusCode, message}` (wire format, section 3). */
export function apiError(status: number, code: string, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ code, statusCode: status, message }, { status, headers: { ...INERT_HEADERS, 'cache-control': 'no-store', ...headers } });
}
