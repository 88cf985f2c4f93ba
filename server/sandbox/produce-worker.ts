import { parentPort, workerData } from 'node:worker_threads';

import { produce } from './artifacts/produce.ts';
import type { ProduceRequest } from './produce-request.ts';

const request: ProduceRequest = workerData;
parentPort?.postMessage(await produce(request));
