import { copyAs, largePhoto } from './media.ts';
import { expect, test } from './test.ts';

const GIBIBYTE = 1024 ** 3;
const MEBIBYTE = 1024 ** 2;

test.use({ ownServer: true });

test('a file of 1 GiB goes through with less than 64 MiB more of JavaScript heap', { tag: '@slow' }, async ({ page, uploadPage }) => {
  test.setTimeout(400_000);
  await uploadPage.open();
  // What the first file loads and compiles is no part of what a large one takes.
  await uploadPage.choose(copyAs('photo.jpg', 'first.jpg'));
  await uploadPage.analyze();
  await uploadPage.expectStatus('first.jpg', 'submitted');
  const heap = await page.context().newCDPSession(page);
  await heap.send('HeapProfiler.enable');
  await heap.send('Performance.enable');
  const used = async () => {
    const { metrics } = await heap.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
  };
  await heap.send('HeapProfiler.collectGarbage');
  const before = await used();
  await uploadPage.choose(largePhoto('huge.jpg', GIBIBYTE));
  await uploadPage.analyze();
  let most = before;
  await expect.poll(async () => {
    most = Math.max(most, await used());
    return uploadPage.item('huge.jpg').getAttribute('data-upload-status');
  }, { timeout: 300_000, intervals: [100] }).toBe('submitted');
  test.info().annotations.push({ type: 'measured', description: `heap ${Math.round(before / MEBIBYTE)} MiB before, ${Math.round(most / MEBIBYTE)} MiB at most` });
  expect(most - before).toBeLessThan(64 * MEBIBYTE);
});
