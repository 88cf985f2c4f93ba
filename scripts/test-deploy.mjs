// `npm run test:deploy`: installs what is missing, then runs the tests of the deployment; see run-deploy-tests.ts.
import { install } from './install.mjs';
import { run } from './run.mjs';

await install();
process.exitCode = await run('scripts/run-deploy-tests.ts');
