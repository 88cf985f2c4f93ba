// `npm run bench`: installs what is missing, the peers too, builds, and measures; see bench/main.ts for the arguments.
import { join } from 'node:path';

import { install, root } from './install.mjs';
import { run } from './run.mjs';

await install();
await install(join(root, 'bench'));
process.exitCode = (await run('scripts/build.ts', ['--if-changed'])) || (await run('bench/main.ts', process.argv.slice(2)));
