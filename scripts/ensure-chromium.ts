import { spawnSync } from 'node:child_process';

import { aptInstall } from './apt.ts';
import { findChromium } from './chromium.ts';

/**
 * The path of a Chromium that starts, installed if need be: Playwright's download first, Debian's package after it.
 * @throws {Error} when neither works; the message says what to do.
 */
export function ensureChromium(): string {
  const found = findChromium();
  if (found !== null) return found;
  for (const { name, command } of ways()) {
    console.log(`Installing Chromium: ${name}…`);
    const done = spawnSync('sh', ['-c', command], { stdio: ['ignore', 'ignore', 'inherit'] });
    const installed = done.status === 0 ? findChromium() : null;
    if (installed !== null) return installed;
  }
  throw new Error('No Chromium could be installed: install Chromium or Chrome, or set CHROMIUM_PATH to one.');
}

function ways(): readonly { name: string; command: string }[] {
  const playwright = { name: "Playwright's download", command: 'node_modules/.bin/playwright install chromium --no-shell' };
  const apt = aptInstall(['chromium']);
  return apt === null ? [playwright] : [playwright, { name: "the system's package (apt-get install chromium)", command: apt }];
}
