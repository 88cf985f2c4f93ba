// Run by kill.test.ts as a process of its own: a sandbox over HTTP on the data folder and the ports it is given.
import { listen, nodeListener } from '../http/listen.ts';
import { createSandbox } from '../sandbox/sandbox.ts';

const [dataDir = '', apiPort = '0', storagePort = '0'] = process.argv.slice(2);
let origin = '';
const sandbox = createSandbox({ dataDir, storageOrigin: () => origin, pace: { queueMs: 300, processingMs: 300 } });
const storage = await listen(nodeListener((request) => sandbox.storage(request)), '127.0.0.1', Number(storagePort));
origin = `http://127.0.0.1:${storage.port}`;
const api = await listen(nodeListener((request) => sandbox.api(request)), '127.0.0.1', Number(apiPort));
process.stdout.write(`${JSON.stringify({ api: api.port, storage: storage.port })}\n`);
