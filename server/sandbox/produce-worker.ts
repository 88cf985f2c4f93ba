import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';

import { produce } from './artifacts/produce.ts';
import type { ProduceRequest } from './produce-request.ts';

// Uploads and answers come first. Linux takes this for the thread alone; elsewhere it would slow the whole server down.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

parentPort?.on('message', (request: ProduceRequest) => {
  // What is thrown ends the thread, which tells the main one why.
  void produce(request).then((facts) => parentPort?.postMessage(facts));
});
