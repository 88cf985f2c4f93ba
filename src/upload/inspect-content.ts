import type { FileFacts } from '#src/jobs-api/choose-task-type.ts';
import { createWorkerCalls } from './worker-calls.ts';

/**
 * What a file's first bytes say it is; null when they match nothing known. Throws when they cannot be read.
 * In a worker: Chromium holds a page up for each read of a file, and the library that knows the signatures loads with it.
 */
export type Inspector = (file: Blob) => Promise<FileFacts['content']>;

/** The page's inspector. */
export const inspectContent: Inspector = createWorkerCalls(() => new Worker(new URL('./sniff-worker.ts', import.meta.url), { type: 'module' }));
