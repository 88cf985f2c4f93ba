// `npm run seed`: fills the sandbox with jobs.
import { install } from './install.mjs';
import { run } from './run.mjs';

await install();
process.exitCode = await run('scripts/seed.ts', process.argv.slice(2));
