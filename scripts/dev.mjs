// `npm run dev`: the app with hot reload.
import { install } from './install.mjs';
import { run } from './run.mjs';

await install();
process.exitCode = await run('scripts/dev-server.ts');
