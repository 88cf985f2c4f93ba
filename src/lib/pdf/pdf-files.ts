// Fonts that documents need not embed, character maps of East Asian documents, and decoders of scanned pages.
const FILES = [
  import.meta.glob<string>('/node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}', { query: '?url', import: 'default', exhaustive: true, eager: true }),
  import.meta.glob<string>('/node_modules/pdfjs-dist/cmaps/*.bcmap', { query: '?url', import: 'default', exhaustive: true, eager: true }),
  import.meta.glob<string>('/node_modules/pdfjs-dist/wasm/{jbig2,openjpeg}.wasm', { query: '?url', import: 'default', exhaustive: true, eager: true }),
];

/** Where this app serves the data files of PDF.js, by their name. */
export const PDF_FILES: ReadonlyMap<string, string> = new Map(FILES.flatMap((files) => Object.entries(files).map(([path, url]) => [path.slice(path.lastIndexOf('/') + 1), url] as const)));
