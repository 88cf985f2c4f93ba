// The Dockerfile's steps outside Docker, and the documented nginx in front of two instances.
import { spawnSync } from 'node:child_process';

import { aptInstall, succeeds } from './apt.ts';

const PROGRAMS = ['nginx', 'openssl', 'git'];
const missing = () => PROGRAMS.filter((program) => !succeeds(`command -v ${program}`));

const before = missing();
const install = before.length === 0 ? null : aptInstall(before);
if (install !== null) {
  console.log(`Installing ${before.join(', ')} (the system's packages)…`);
  spawnSync('sh', ['-c', install], { stdio: ['ignore', 'ignore', 'inherit'] });
}
const left = missing();
if (left.length > 0) {
  console.error(`The deploy tests need ${left.join(', ')}, which this machine does not have: install it (Debian: apt-get install ${left.join(' ')}), then run npm run test:deploy again.`);
  process.exitCode = 1;
} else process.exitCode = spawnSync('vitest', ['run', '--config', 'vitest.deploy.config.ts'], { stdio: 'inherit' }).status ?? 1;
