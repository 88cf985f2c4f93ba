import { openPdf } from '#src/lib/pdf/pdf-document.ts';

// It is read into memory as a whole.
const MOST_BYTES = 200 * 1024 ** 2;

/** The pages of a PDF, counted by PDF.js in a worker of its own within its time limit; null for one that cannot be read, or is larger than 200 MiB. */
export async function countPdfPages(file: Blob): Promise<number | null> {
  if (file.size > MOST_BYTES) return null;
  try {
    const { document, close } = await openPdf(file);
    const pages = document.numPages;
    close();
    return pages >= 1 ? pages : null;
  } catch {
    return null;
  }
}
