import { HostilePlatform } from './hostile-platform.ts';
import { AssayServer } from './server.ts';
import { expect, test as base } from './test.ts';

/** A key that the hostile platform takes. */
export const KEY = 'api_good_one';

/** The test with the app in gateway mode (`assay`) in front of a platform that goes wrong as it is told. */
export const test = base.extend<{ platform: HostilePlatform }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
  platform: async ({}, use) => {
    const platform = await HostilePlatform.start();
    await use(platform);
    await platform.stop();
  },
  assay: async ({ platform }, use) => {
    const gateway = await AssayServer.start({ AUTHENTA_API_URL: platform.url, STORAGE_ORIGINS: platform.storageOrigin });
    await use(gateway);
    await gateway.dispose();
  },
});

export { expect };
