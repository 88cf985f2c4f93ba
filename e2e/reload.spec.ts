import { largePhoto } from './media.ts';
import { expect, test } from './test.ts';

const MEGABYTE = 1_000_000;

test.use({ ownServer: true });

test('a reload in the middle of uploads loses nothing and makes no job twice', async ({ page, context, uploadPage, sandbox, expectNetworkErrors }) => {
  // The reload breaks off requests that are under way.
  expectNetworkErrors();
  const names = ['reload-one.jpg', 'reload-two.jpg', 'reload-three.jpg'];
  await uploadPage.open();
  const network = await context.newCDPSession(page);
  const throttle = (uploadThroughput: number) =>
    network.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput });
  await network.send('Network.enable');
  await throttle(MEGABYTE);

  await uploadPage.choose(...names.map((name, n) => largePhoto(name, (8 + n) * MEGABYTE)));
  await uploadPage.analyze();
  await uploadPage.expectStatus('reload-one.jpg', 'uploading');
  await expect(uploadPage.item('reload-one.jpg').getByRole('progressbar')).toHaveAttribute('value', /^[1-9]/);
  await page.reload();

  for (const name of names) await expect(uploadPage.item(name)).toBeVisible();
  await throttle(-1);
  for (const name of names) await uploadPage.expectStatus(name, 'submitted', 40_000);
  expect(await sandbox.list()).toHaveLength(names.length);
});
