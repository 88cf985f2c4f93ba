import { parentPort } from 'node:worker_threads';

import { produce } from './artifacts/produce.ts';
import type { ProduceRequest } from './produce-request.ts';

parentPort?.on('message', (request: ProduceRequest) => {
  // What is thrown ends the thread, which tells the main one why.
  void produce(request).then((facts) => parentPort?.postMessage(facts));
});
