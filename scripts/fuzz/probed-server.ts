// The server under test, with a second port that says how its process is. The fuzzer's own process could not tell a
// blocked event loop from a busy machine.
import { createServer } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { LoopDelay } from './loop-delay.ts';

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');
const delay = new LoopDelay();

const probe = createServer((request, response) => {
  const report = delay.take();
  if (request.url === '/memory' && typeof collect === 'function') collect();
  const { rss, heapUsed, external } = process.memoryUsage();
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ ...report, rss, heapUsed, external }));
  // What the collection took is nobody's fault.
  if (request.url === '/memory') delay.take();
});
probe.listen(0, '127.0.0.1', () => {
  const address = probe.address();
  process.stderr.write(`fuzz probe at ${typeof address === 'object' && address ? address.port : 0}\n`);
});

await import('../../server/main.ts');
