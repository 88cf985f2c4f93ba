import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

import { firstChunks } from './vite/first-chunks.ts';
import { pageDocuments } from './vite/page-documents.ts';
import { precompress } from './vite/precompress.ts';

export default defineConfig({
  plugins: [react(), tailwindcss(), pageDocuments(), precompress()],
  // Workers are modules too: the ones that read media share code and load it in parts.
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: { output: { codeSplitting: { groups: [...firstChunks] } } },
  },
});
