import { getDocument, PDFWorker, VerbosityLevel, type PDFDocumentProxy } from 'pdfjs-dist';
import { readingLimitMs, TOO_LATE } from '../one-shot-worker.ts';
import { PdfData } from './pdf-data.ts';

/** A document that can be drawn, and the way to be rid of it. */
export interface OpenPdf {
  readonly document: PDFDocumentProxy;
  readonly close: () => void;
}

/** One image of a page may have these many pixels. */
const MAX_IMAGE_PIXELS = 100_000_000;
const MAX_CANVAS_BYTES = 256 * 1024 * 1024;

/**
 * Opens a PDF in a worker of its own. Nothing in it is run: no scripts, no forms, no eval.
 * @throws an Error whose message says why it cannot be read
 */
export async function openPdf(bytes: Blob): Promise<OpenPdf> {
  const port = new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module' });
  const worker = PDFWorker.create({ port, verbosity: VerbosityLevel.ERRORS });
  const task = getDocument({
    data: new Uint8Array(await bytes.arrayBuffer()),
    worker,
    verbosity: VerbosityLevel.ERRORS,
    BinaryDataFactory: PdfData,
    useWorkerFetch: false,
    enableXfa: false,
    maxImageSize: MAX_IMAGE_PIXELS,
    canvasMaxAreaInBytes: MAX_CANVAS_BYTES,
  });
  const close = () => {
    void task.destroy().catch(() => {});
    worker.destroy();
    // A document made to keep the worker busy does not listen to a request to stop.
    port.terminate();
  };
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  // The worker's first word is that its code is loaded: a slow network is not held against the file.
  const startTimer = () => {
    timer = setTimeout(() => reject(new Error(TOO_LATE)), readingLimitMs(bytes.size));
  };
  port.addEventListener('message', startTimer, { once: true });
  port.addEventListener('error', () => reject(new Error('The code that reads it could not be loaded or has failed.')));
  try {
    return { document: await Promise.race([task.promise, tooLate]), close };
  } catch (error) {
    close();
    throw new Error(reasonOf(error), { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'It could not be read.';
  if (error.name === 'PasswordException') return 'It is protected by a password.';
  if (error.name === 'InvalidPDFException') return 'It is damaged, or no PDF at all.';
  return error.message;
}
