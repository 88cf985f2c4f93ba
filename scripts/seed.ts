// `npm run seed -- 100000 [--active 500] [--within 60]`: fills the sandbox in DATA_DIR with jobs. Start the server afterwards.
import { parseArgs } from 'node:util';

import { seedJobs } from '../server/sandbox/seed.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { active: { type: 'string', default: '0' }, within: { type: 'string', default: '60' } },
});
const [count, active, seconds] = [positionals[0] ?? '1000', values.active, values.within].map(Number);
if (![count, active, seconds].every((value) => Number.isSafeInteger(value) && Number(value) >= 0)) {
  console.error('usage: npm run seed -- COUNT [--active COUNT] [--within SECONDS]');
  process.exitCode = 2;
} else {
  const dataDir = process.env['DATA_DIR'] ?? '.data';
  const started = performance.now();
  seedJobs(dataDir, { count: count ?? 0, active: active ?? 0, activeMs: (seconds ?? 0) * 1_000, now: Date.now(), tenant: 'sandbox' });
  console.log(`${count} jobs added to ${dataDir} in ${((performance.now() - started) / 1_000).toFixed(1)} s`);
}
