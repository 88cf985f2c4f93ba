import { readFileSync } from 'node:fs';
import type { Plugin, Rolldown } from 'vite';

/** The pages that have a document of their own, by its name, with the sources that each loads later. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  upload: [],
  jobs: ['src/app/pages/jobs-page.tsx'],
};

/**
 * Gives a page that people open directly a document of its own beside index.html, `jobs.html` for `/jobs`. It names the
 * page's code, which the browser then fetches beside the first page's instead of after it, and shows what stands in
 * `vite/first-paint` until that has run.
 */
export function pageDocuments(): Plugin {
  return {
    name: 'page-documents',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const index = bundle['index.html'];
        if (index?.type !== 'asset') return this.error('There is no index.html to make the pages from.');
        const html = styleFirst(String(index.source));
        index.source = html;
        for (const [page, sources] of Object.entries(PAGES)) {
          const files = new Set(sources.flatMap((source) => filesOf(bundle, source)).filter((file) => !html.includes(file)));
          if (files.size === 0 && sources.length > 0) return this.error(`What ${page} consists of is no longer loaded later.`);
          const links = [...files].map((file) => `    <link rel="modulepreload" crossorigin href="/${file}">\n`);
          const painted = readFileSync(new URL(`first-paint/${page}.html`, import.meta.url), 'utf8').trim();
          this.emitFile({ type: 'asset', fileName: `${page}.html`, source: html.replace('  </head>', `${links.join('')}$&`).replace('<!-- page -->', painted) });
        }
      },
    },
  };
}

/** The style before the scripts: it alone keeps the first paint waiting, and a browser opens few connections at once. */
function styleFirst(html: string): string {
  const [style = ''] = /^ *<link rel="stylesheet"[^>]*>\n/m.exec(html) ?? [];
  return html.replace(style, '').replace(/^ *<script type="module"/m, `${style}$&`);
}

/** A source's chunk and all that it imports; nothing when it has no chunk of its own. */
function filesOf(bundle: Rolldown.OutputBundle, source: string): readonly string[] {
  const found = Object.values(bundle).find((output) => output.type === 'chunk' && output.facadeModuleId?.endsWith(source));
  const files = new Set<string>(found ? [found.fileName] : []);
  // A set that grows while it is walked is walked to its new end.
  for (const file of files) {
    const chunk = bundle[file];
    if (chunk?.type === 'chunk') for (const imported of chunk.imports) files.add(imported);
  }
  return [...files];
}
