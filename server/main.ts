import { fileURLToPath } from 'node:url';

import { loadPages } from './http/pages.ts';
import { runProgram } from './run-program.ts';
import { serve } from './serve.ts';

const dist = fileURLToPath(new URL('../dist', import.meta.url));

await runProgram((config) => serve(config, { pages: loadPages(dist) }));
