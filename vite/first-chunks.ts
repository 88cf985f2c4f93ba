import { fileURLToPath } from 'node:url';
import type { Rolldown } from 'vite';

const sourcePath = (source: string) => fileURLToPath(new URL(`../${source}`, import.meta.url));

/**
 * The files that every page needs: what runs at once, React, and the app. Left to itself, the bundler makes a file of its
 * own, with headers of its own, of each piece of the app that some later page needs, too. A module that several of these
 * need is in the first of them.
 */
export const firstChunks: readonly Rolldown.CodeSplittingGroup[] = [
  { name: 'react', test: /\/node_modules\/(?:react|react-dom|scheduler)\//, priority: 3 },
  { name: withImportsOf(sourcePath('src/main.tsx'), 'start'), debugName: 'start', priority: 2 },
  { name: withImportsOf(sourcePath('src/app/app.tsx'), 'app'), debugName: 'app', priority: 1 },
  // What every viewer loads its media with: else it comes along with whichever page needs it too.
  { name: 'media-source', test: /\/src\/review\/media\/(?:fetch-media|link-failure|use-media-source|use-steady-link)\.tsx?$/ },
];

/** Names the chunk of a module and of all that has run before it has. */
function withImportsOf(start: string, chunk: string): Rolldown.CodeSplittingNameFunction {
  let found: Set<string> | null = null;
  return (id, graph) => {
    if (found === null) {
      found = new Set([start]);
      // A set that grows while it is walked is walked to its new end.
      for (const module of found) for (const imported of graph.getModuleInfo(module)?.importedIds ?? []) found.add(imported);
    }
    return found.has(id) ? chunk : null;
  };
}
