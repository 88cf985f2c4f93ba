// The app as `npm start` serves it, with the peers' pages in front under /peers/: they speak to the same API and storage
// from the same origin. Their libraries put styles into the page as they run, so that the app's CSP is not theirs.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';

import { nodeListener } from '../../server/http/listen.ts';
import { loadPages } from '../../server/http/pages.ts';
import { runProgram } from '../../server/run-program.ts';
import { serve } from '../../server/serve.ts';
import { PEERS_DIST } from './peers.ts';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const peers = loadPages(PEERS_DIST);
const peerListener = nodeListener((request) => Promise.resolve(peers(new Request(new URL(fileBehind(new URL(request.url).pathname), request.url), request))));
let apiRequests = 0;

/** A peer's address without a file name is one of its own routes. */
function fileBehind(pathname: string): string {
  const [, , peer, ...rest] = pathname.split('/');
  const isFile = rest.at(-1)?.includes('.') === true || rest[0] === 'api';
  return isFile || peer === undefined || rest.length === 0 ? pathname.replace('/peers/', '/') : `/${peer}/index.html`;
}

function count(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.url === '/peers/api-requests') {
    response.end(String(apiRequests));
    return true;
  }
  if (request.url?.startsWith('/api/v1/')) apiRequests += 1;
  return false;
}

await runProgram((config) =>
  serve(config, {
    pages: loadPages(dist),
    front: (app) => (request, response) => {
      if (count(request, response)) return;
      if (request.url?.startsWith('/peers/')) peerListener(request, response);
      else app(request, response);
    },
  }),
);
