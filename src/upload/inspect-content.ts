import type { FileFacts } from '#src/jobs-api/choose-task-type.ts';
import { createWorkerCalls } from './worker-calls.ts';

/** What a look into a file found. */
export interface Inspection {
  /** What its first bytes say it is; null when they match nothing known. */
  readonly content: FileFacts['content'];
  /** 64 hexadecimal digits of a small file, which is read once for both; null for a larger one. */
  readonly sha256: string | null;
}

/**
 * Looks into a file. Throws when it cannot be read.
 * In a worker: Chromium holds a page up for each read of a file, and the library that knows the signatures loads with it.
 */
export type Inspector = (file: Blob) => Promise<Inspection>;

/** The page's inspector. */
export const inspectContent: Inspector = createWorkerCalls<Blob, Inspection>(() => new Worker(new URL('./sniff-worker.ts', import.meta.url), { type: 'module' }));
