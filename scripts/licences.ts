// `npm run licences`: every package of the product with its licence; with `-- --all` also what only building and testing need.
import { fileURLToPath } from 'node:url';

import { readLockfile } from './packages.ts';

const all = process.argv.includes('--all');
const { packages } = readLockfile(fileURLToPath(new URL('..', import.meta.url)));
for (const { name, version, license, dev } of packages) {
  if (all || !dev) process.stdout.write(`${(license ?? 'NONE').padEnd(20)} ${name} ${version}\n`);
}
