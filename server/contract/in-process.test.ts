import { jobsApiContract } from './jobs-api-contract.ts';
import { RestartableSandbox } from './subject.ts';

const apiOrigin = 'http://api.test';
const storageOrigin = 'http://storage.test';

jobsApiContract('of the sandbox in-process', async (vocabulary) => {
  const sandbox = new RestartableSandbox(() => storageOrigin, vocabulary);
  return {
    apiOrigin,
    storageOrigin,
    fetch: (url, init) => {
      const request = new Request(url, init);
      return new URL(url).origin === storageOrigin ? sandbox.current.storage(request) : sandbox.current.api(request);
    },
    advance: (ms) => sandbox.advance(ms),
    restart: () => sandbox.restart(),
    close: async () => sandbox.dispose(),
  };
});
