import type { Plugin, Rolldown } from 'vite';

/** The pages that have a document of their own, by its name, with the source that each loads later. */
const PAGES: Readonly<Record<string, string>> = { jobs: 'src/app/pages/jobs-page.tsx' };

/**
 * Gives a page that people open directly a document of its own beside index.html, `jobs.html` for `/jobs`. It names the
 * page's code, which the browser then fetches beside the first page's instead of after it.
 */
export function pageHints(): Plugin {
  return {
    name: 'page-hints',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const index = bundle['index.html'];
        if (index?.type !== 'asset') return this.error('There is no index.html to make the pages from.');
        const html = String(index.source);
        for (const [page, source] of Object.entries(PAGES)) {
          const files = filesOf(bundle, source).filter((file) => !html.includes(file));
          if (files.length === 0) return this.error(`${source} is no longer loaded later.`);
          const links = files.map((file) => `<link rel="modulepreload" crossorigin href="/${file}">\n    `);
          this.emitFile({ type: 'asset', fileName: `${page}.html`, source: html.replace('<link rel="stylesheet"', `${links.join('')}$&`) });
        }
      },
    },
  };
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
