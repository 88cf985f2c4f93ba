import { chromium } from '@playwright/test';
import { chromiumArguments, findChromium } from '../scripts/chromium.ts';
import { copyAs } from './media.ts';
import { expect, test } from './test.ts';
import { UploadPage } from './upload-page.ts';

test.use({ ownServer: true });

test('plain http from another machine: without locks and randomUUID, two tabs share one queue and each file is one job', async ({ assay, sandbox }) => {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    args: [...chromiumArguments, '--host-resolver-rules=MAP assay.test 127.0.0.1'],
    ...(executablePath === null ? {} : { executablePath }),
  });
  try {
    const context = await browser.newContext();
    const url = `http://assay.test:${new URL(assay.url).port}`;
    const first = new UploadPage(await context.newPage());
    await first.page.goto(`${url}/upload`);
    expect(await first.page.evaluate<unknown>('[isSecureContext, "locks" in navigator, "randomUUID" in crypto]')).toEqual([false, false, false]);
    const second = new UploadPage(await context.newPage());
    await second.page.goto(`${url}/upload`);
    await second.choose(copyAs('photo.jpg', 'plain-a.jpg', 'a'), copyAs('photo.jpg', 'plain-b.jpg', 'b'));
    await second.analyze();
    await first.expectStatus('plain-a.jpg', 'submitted');
    await first.expectStatus('plain-b.jpg', 'submitted');
    await second.expectStatus('plain-b.jpg', 'submitted');
    // The one that works closes, and the other takes over.
    await first.page.close({ runBeforeUnload: false });
    await second.choose(copyAs('photo.jpg', 'plain-c.jpg', 'c'));
    await second.analyze();
    await second.expectStatus('plain-c.jpg', 'submitted');
    expect(await sandbox.list()).toHaveLength(3);
    await second.page.goto(`${url}/jobs`);
    await expect(second.page.locator('[data-job-id]')).toHaveCount(3);
  } finally {
    await browser.close();
  }
});
