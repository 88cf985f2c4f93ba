import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';

import { log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { routeTemplateOf } from './route-template.ts';

// Asked every few seconds by what watches over the server.
const QUIET = new Set(['/healthz', '/livez', '/readyz']);

/** Puts a listener behind the log and the figures: each request gets an id, and one line once its answer is over. */
export function observed(listener: RequestListener, metrics: Metrics): RequestListener {
  return (incoming, outgoing) => {
    const since = performance.now();
    const route = routeTemplateOf(incoming.url ?? '');
    const method = knownMethod(incoming.method);
    const requestId = givenId(incoming.headers['x-request-id']) ?? randomUUID();
    outgoing.setHeader('x-request-id', requestId);
    const over = metrics.begin(route);
    outgoing.once('close', () => {
      const durationMs = Math.round((performance.now() - since) * 10) / 10;
      const status = outgoing.headersSent ? outgoing.statusCode : 499;
      over({ method, status, durationMs });
      if (!QUIET.has(route)) log('info', 'request', { requestId, method, route, status, durationMs, complete: outgoing.writableFinished });
    });
    listener(incoming, outgoing);
  };
}

/** The id that a proxy in front gave, when it looks like one. */
function givenId(header: string | string[] | undefined): string | null {
  return typeof header === 'string' && /^[\da-f-]{16,64}$/i.test(header) ? header : null;
}

function knownMethod(method = ''): string {
  return ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'].includes(method) ? method : 'OTHER';
}
