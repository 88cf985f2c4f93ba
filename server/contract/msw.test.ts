import { setupServer } from 'msw/node';

import { sandboxHandlers } from '../sandbox/msw.ts';
import { jobsApiContract } from './jobs-api-contract.ts';
import { RestartableSandbox } from './subject.ts';

const apiOrigin = 'http://api.test';
const storageOrigin = 'http://storage.test';

jobsApiContract('of the sandbox through MSW', async (vocabulary) => {
  const sandbox = new RestartableSandbox(() => storageOrigin, vocabulary);
  const server = setupServer(...sandboxHandlers(() => sandbox.current, { api: apiOrigin, storage: storageOrigin }));
  server.listen({ onUnhandledFrame: 'error' });
  return {
    apiOrigin,
    storageOrigin,
    fetch: (url, init) => fetch(url, init),
    advance: (ms) => sandbox.advance(ms),
    restart: () => sandbox.restart(),
    close: async () => {
      server.close();
      sandbox.dispose();
    },
  };
});
