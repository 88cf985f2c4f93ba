// PDF.js starts itself in a worker.
// oxlint-disable-next-line import/no-unassigned-import
import 'pdfjs-dist/build/pdf.worker.mjs';
