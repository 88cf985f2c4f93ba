// `npm start`: installs what is missing, builds when sources changed, serves the app.
import { install } from './install.mjs';
import { run } from './run.mjs';

await install();
process.exitCode = (await run('scripts/build.ts', ['--if-changed'])) || (await run('server/main.ts'));
