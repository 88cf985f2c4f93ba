// Fonts that documents need not embed, character maps of East Asian documents, and decoders of scanned pages. Each is
// fetched when a document asks for it.
const FILES = [
  import.meta.glob<string>('/node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}', { query: '?url', import: 'default', exhaustive: true }),
  import.meta.glob<string>('/node_modules/pdfjs-dist/cmaps/*.bcmap', { query: '?url', import: 'default', exhaustive: true }),
  import.meta.glob<string>('/node_modules/pdfjs-dist/wasm/{jbig2,openjpeg}.wasm', { query: '?url', import: 'default', exhaustive: true }),
];

/** Gives PDF.js its data files by name, from this app's own origin. */
export class PdfData {
  /** @throws when there is no such file. */
  async fetch({ filename }: { readonly kind: string; readonly filename: string }): Promise<Uint8Array> {
    for (const files of FILES) {
      const find = Object.entries(files).find(([path]) => path.endsWith(`/${filename}`));
      if (!find) continue;
      const answer = await fetch(await find[1]());
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
      return new Uint8Array(await answer.arrayBuffer());
    }
    throw new Error(`There is no ${filename}.`);
  }
}
