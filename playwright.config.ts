import { defineConfig } from '@playwright/test';

import { chromiumArguments, findChromium } from './scripts/chromium.ts';

const executablePath = findChromium();

const slow = process.env['ASSAY_TESTS'] === 'slow';

// The tests start the servers they need themselves, each with data of its own.
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  // CONTRIBUTING.md lists the tests with this tag, and why.
  ...(slow ? { grep: /@slow/ } : { grepInvert: /@slow/ }),
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  // Generous, since a small shared machine can be five times slower than a desk: a pass never waits for them.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { args: [...chromiumArguments], ...(executablePath === null ? {} : { executablePath }) },
  },
});
