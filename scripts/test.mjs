// `npm test`: installs what is missing, then runs every check; see run-checks.ts for the steps and the arguments.
import { install } from './install.mjs';
import { run } from './run.mjs';

await install();
process.exitCode = await run('scripts/run-checks.ts', process.argv.slice(2));
