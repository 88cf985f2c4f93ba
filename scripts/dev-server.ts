// The development server: the real API and session, with Vite in place of the built pages.
import { createServer as createVite } from 'vite';

import { runProgram } from '../server/run-program.ts';
import { serve } from '../server/serve.ts';

const OURS = /^\/(?:api|auth|healthz|livez|readyz)(?:[/?]|$)/;

await runProgram(async (config) => {
  // Hot reload needs inline scripts and a socket at a port of its own, so that Vite's pages carry no CSP.
  const vite = await createVite({ server: { middlewareMode: true }, appType: 'spa' });
  try {
    const server = await serve(config, {
      pages: () => new Response('Vite serves the pages.\n', { status: 500 }),
      front: (app) => (request, response) => {
        if (OURS.test(request.url ?? '')) app(request, response);
        else vite.middlewares(request, response);
      },
    });
    return { url: server.url, close: () => Promise.all([server.close(), vite.close()]).then(() => undefined) };
  } catch (error) {
    await vite.close();
    throw error;
  }
});
