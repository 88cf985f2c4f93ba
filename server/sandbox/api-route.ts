import { ApiProblem } from './errors.ts';
import type { Permission } from './keys.ts';

/** A call of the Jobs API (wire format, section 2); `jobId` is what stood in the path, any text. */
export type Route =
  | { readonly call: 'create' | 'list' | 'integration' }
  | { readonly call: 'get' | 'delete' | 'finalize' | 'cancel'; readonly jobId: string };

const COLLECTION = { GET: 'list', POST: 'create' } as const;
const JOB = { GET: 'get', DELETE: 'delete' } as const;

/** Which permission a call needs. */
export const PERMISSION: Readonly<Record<Route['call'], Permission>> = {
  create: 'Write', list: 'Read', integration: 'Read', get: 'Read', finalize: 'Write', cancel: 'Write', delete: 'Delete',
};

/** Reads method and path; HEAD counts as GET. @throws {ApiProblem} 404 for a path that is none, 405 for a method it does not have. */
export function routeOf(method: string, pathname: string): Route {
  const verb = method === 'HEAD' ? 'GET' : method;
  if (pathname === '/api/v1/jobs') return { call: pick(COLLECTION, verb) };
  if (pathname === '/api/v1/integrations/current') return { call: pick({ GET: 'integration' } as const, verb) };
  const [, jobId, action] = /^\/api\/v1\/jobs\/([^/]+)(?:\/(finalize|cancel))?$/.exec(pathname) ?? [];
  if (jobId === undefined) throw new ApiProblem(404, 'NOT_FOUND', `There is nothing at ${pathname}.`);
  if (action === 'finalize' || action === 'cancel') return { call: pick({ POST: action }, verb), jobId };
  return { call: pick(JOB, verb), jobId };
}

function pick<T>(calls: Readonly<Record<string, T>>, method: string): T {
  const call = Object.hasOwn(calls, method) ? calls[method] : undefined;
  if (call !== undefined) return call;
  const allowed = Object.keys(calls).join(', ');
  throw new ApiProblem(405, 'METHOD_NOT_ALLOWED', `Allowed here: ${allowed}.`, { allow: allowed });
}
