import { readFileSync } from 'node:fs';
import type { Plugin, Rolldown } from 'vite';

/** What every page loads once its first code has run. */
const APP = ['node_modules/react-dom/client.js', 'src/app/app.tsx'];

/** The pages that have a document of their own, by its name, with the sources that each loads later. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  upload: [],
  jobs: ['src/app/pages/jobs-page.tsx'],
};

// Of what a document names, the code is what its first paint does not need.
const LOW_PRIORITY = 'fetchpriority="low"';

// Has the browser compile all of a file while it is being loaded, on another thread, instead of piece by piece as it runs.
const COMPILE_AT_ONCE = '//# allFunctionsCalledOnLoad\n';

/**
 * Gives a page that people open directly a document of its own beside index.html, `jobs.html` for `/jobs`. It names the
 * page's code, which the browser then fetches beside the first page's instead of after it, and compiles on the way, and shows
 * what stands in `vite/first-paint` until that has run.
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
        const html = codeLast(String(index.source));
        const named = new Set(Object.keys(bundle).filter((file) => html.includes(file)));
        const withCode = (sources: readonly string[]) => {
          const files = new Set([...APP, ...sources].flatMap((source) => filesOf(bundle, source)).filter((file) => !html.includes(file)));
          for (const file of files) named.add(file);
          const links = Array.from(files, (file) => `    <link rel="modulepreload" ${LOW_PRIORITY} crossorigin href="/${file}">\n`);
          return html.replace('  </head>', `${links.join('')}$&`);
        };
        index.source = withCode([]);
        for (const [page, sources] of Object.entries(PAGES)) {
          const painted = readFileSync(new URL(`first-paint/${page}.html`, import.meta.url), 'utf8').trim();
          this.emitFile({ type: 'asset', fileName: `${page}.html`, source: withCode(sources).replace('<!-- page -->', painted) });
        }
        for (const output of Object.values(bundle)) if (output.type === 'chunk' && named.has(output.fileName)) output.code = COMPILE_AT_ONCE + output.code;
      },
    },
  };
}

/** The style before the scripts, and ahead of them: it alone keeps the first paint waiting, and a browser opens few connections at once. */
function codeLast(html: string): string {
  const [style = ''] = /^ *<link rel="stylesheet"[^>]*>\n/m.exec(html) ?? [];
  return html
    .replace(style, '')
    .replace(/^ *<script type="module"/m, `${style}$&`)
    .replaceAll(/<script type="module"|<link rel="modulepreload"/g, `$& ${LOW_PRIORITY}`);
}

/** The chunk that a source is in, and all that it imports. Throws when the source comes with the first code. */
function filesOf(bundle: Rolldown.OutputBundle, source: string): readonly string[] {
  const found = Object.values(bundle).find((output) => output.type === 'chunk' && !output.isEntry && output.moduleIds.some((id) => id.endsWith(source)));
  if (!found) throw new Error(`${source} is no longer loaded later.`);
  const files = new Set([found.fileName]);
  // A set that grows while it is walked is walked to its new end.
  for (const file of files) {
    const chunk = bundle[file];
    if (chunk?.type === 'chunk') for (const imported of chunk.imports) files.add(imported);
  }
  return [...files];
}
