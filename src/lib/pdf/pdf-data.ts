/** For at most 80 kB from this app's own server. */
const PATIENCE_MS = 60_000;

/** Gives PDF.js the data files that a document asks for, by name, from this app's own origin. */
export class PdfData {
  /** @throws when there is no such file, or it does not come within a minute. */
  async fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
    const { PDF_FILES } = await import('./pdf-files.ts');
    const url = PDF_FILES.get(filename);
    const answer = url === undefined ? null : await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer?.ok) throw new Error(`There is no ${filename}.`);
    return new Uint8Array(await answer.arrayBuffer());
  }
}
