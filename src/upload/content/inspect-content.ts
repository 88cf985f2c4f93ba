import type { FileFacts } from '#src/jobs-api/choose-task-type.ts';
import { askTaskTypes } from '#src/jobs-api/browser-client.ts';
import { createWorkerCalls } from '#src/lib/worker-rpc.ts';

/** What a look into a file found. */
export interface Inspection {
  /** What its first bytes say it is; null when they match nothing known. */
  readonly content: FileFacts['content'];
  /** 64 hexadecimal digits of a small file, which is read once for both; null for a larger one. */
  readonly sha256: string | null;
  /** Of a PDF (wire format, section 6.2); null when they cannot be counted, and for anything else. */
  readonly pageCount: number | null;
}

/**
 * Looks into a file. Throws when it cannot be read.
 * In a worker: Chromium holds a page up for each read of a file, and the library that knows the signatures loads with it.
 */
export type Inspector = (file: Blob) => Promise<Inspection>;

const sniffInWorker = createWorkerCalls<Blob, Omit<Inspection, 'pageCount'>>(() => new Worker(new URL('./sniff-worker.ts', import.meta.url), { type: 'module' }));

// A platform that does not say what it runs must not hold a file up.
const PATIENCE_MS = 3_000;

/** The page's inspector. Where a PDF goes depends on what the platform runs: it is asked for that, too (wire format, section 6.1). */
export const inspectContent: Inspector = async (file) => {
  const found = await sniffInWorker(file);
  if (found.content?.mime !== 'application/pdf') return { ...found, pageCount: null };
  const late = new Promise<void>((resolve) => {
    setTimeout(resolve, PATIENCE_MS);
  });
  const [pageCount] = await Promise.all([pagesOf(file), Promise.race([askTaskTypes(), late])]);
  return { ...found, pageCount };
};

async function pagesOf(file: Blob): Promise<number | null> {
  try {
    const { countPdfPages } = await import('./count-pdf-pages.ts');
    return await countPdfPages(file);
  } catch {
    // The code could not be loaded: the platform counts by itself.
    return null;
  }
}
