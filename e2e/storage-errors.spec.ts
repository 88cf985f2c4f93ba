import { copyAs } from './media.ts';
import { expect, test } from './test.ts';

const EXPIRED =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Request has expired</Message><X-Amz-Expires>3600</X-Amz-Expires></Error>';

test.use({ ownServer: true });

test('an upload URL that has expired is replaced, and the upload goes through', async ({ page, uploadPage, jobPage, sandbox, expectHttpErrors }) => {
  expectHttpErrors([403]);
  let refused = 0;
  await page.route(/.*/, async (route) => {
    if (route.request().method() !== 'PUT' || refused > 0) {
      await route.fallback();
      return;
    }
    refused += 1;
    await route.fulfill({ status: 403, headers: { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/xml' }, body: EXPIRED });
  });
  await uploadPage.open();
  await uploadPage.choose(copyAs('photo.jpg', 'expired-link.jpg'));
  await uploadPage.analyze();
  await uploadPage.viewJob('expired-link.jpg');
  await jobPage.expectStatus('completed');
  expect(refused).toBe(1);
  // The job of the expired address is not left behind.
  await expect.poll(async () => (await sandbox.list()).length).toBe(1);
});
