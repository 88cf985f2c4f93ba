const FIXED = new Set(['/healthz', '/livez', '/readyz', '/api/session', '/api/v1/jobs', '/api/v1/integrations/current']);

/** The shape of a path, for logs and figures: ids, passes and whatever else a caller puts in a path are left out. */
export function routeTemplateOf(path: string): string {
  const pathname = path.split('?', 1)[0] ?? '';
  if (FIXED.has(pathname)) return pathname;
  const job = /^\/api\/v1\/jobs\/[^/]+(\/finalize|\/cancel)?$/.exec(pathname);
  if (job) return `/api/v1/jobs/:id${job[1] ?? ''}`;
  if (pathname.startsWith('/api/relay/')) return '/api/relay/:pass';
  if (pathname.startsWith('/api/v1/')) return '/api/v1/*';
  if (/^\/api(?:\/|$)/.test(pathname)) return '/api/*';
  return pathname.startsWith('/assets/') ? '/assets/*' : '/*';
}
