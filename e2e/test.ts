import { test as base, expect } from '@playwright/test';

import { ConsoleWatch } from './console-watch.ts';
import { JobPage } from './job-page.ts';
import { JobsPage } from './jobs-page.ts';
import { SandboxClient } from './sandbox-client.ts';
import { AssayServer } from './server.ts';
import { UploadPage } from './upload-page.ts';

interface Options {
  /** True in tests that kill the server or count all of its jobs: they get one of their own. */
  ownServer: boolean;
  /** What `npm run seed` takes, such as `['1000', '--active', '5']`: the test gets a server of its own with these jobs. */
  seed: readonly string[] | null;
  /** What the sandbox answers in; for any but the documented one the test gets a server of its own. */
  vocabulary: 'documented' | 'deployed' | 'current';
}

interface Fixtures {
  /** The server under test, in sandbox mode; `page` opens addresses relative to it. */
  assay: AssayServer;
  sandbox: SandboxClient;
  /** Announces that answers with these statuses are part of the test. */
  expectHttpErrors: (statuses: readonly number[]) => void;
  /** Announces that requests without any answer are part of the test. */
  expectNetworkErrors: () => void;
  /** Announces that storage refuses the page by its CORS rules. */
  expectRefusals: () => void;
  /** Announces that the page's own policy has to stop a request. */
  expectPolicyStops: () => void;
  uploadPage: UploadPage;
  jobsPage: JobsPage;
  jobPage: JobPage;
  consoleWatch: ConsoleWatch;
}

interface WorkerFixtures {
  sharedServer: AssayServer;
}

/** Playwright's test with a real server, and with a console that must stay silent. */
export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  ownServer: [false, { option: true }],
  seed: [null, { option: true }],
  vocabulary: ['documented', { option: true }],
  sharedServer: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
    async ({}, use) => {
      const server = await AssayServer.start();
      await use(server);
      await server.dispose();
    },
    { scope: 'worker' },
  ],
  assay: async ({ ownServer, seed, vocabulary, sharedServer }, use) => {
    if (!ownServer && seed === null && vocabulary === 'documented') {
      await use(sharedServer);
      return;
    }
    const server = await AssayServer.start({ SANDBOX_VOCABULARY: vocabulary }, 'server/main.ts', seed);
    await use(server);
    await server.dispose();
  },
  baseURL: async ({ assay }, use) => use(assay.url),
  sandbox: async ({ assay }, use) => use(new SandboxClient(assay.url)),
  consoleWatch: [
    async ({ context }, use) => {
      const watch = new ConsoleWatch(context);
      await use(watch);
      expect(watch.unexpected(), 'the browser console must stay silent').toEqual([]);
    },
    { auto: true },
  ],
  expectHttpErrors: async ({ consoleWatch }, use) => use((statuses) => consoleWatch.expectHttpErrors(statuses)),
  expectNetworkErrors: async ({ consoleWatch }, use) => use(() => consoleWatch.expectNetworkErrors()),
  expectRefusals: async ({ consoleWatch }, use) => use(() => consoleWatch.expectRefusals()),
  expectPolicyStops: async ({ consoleWatch }, use) => use(() => consoleWatch.expectPolicyStops()),
  uploadPage: async ({ page }, use) => use(new UploadPage(page)),
  jobsPage: async ({ page }, use) => use(new JobsPage(page)),
  jobPage: async ({ page }, use) => use(new JobPage(page)),
});

export { expect };
