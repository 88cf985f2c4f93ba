import { expect, KEY, test } from './hostile-test.ts';
import { copyAs, largePhoto, sha256Of } from './media.ts';
import { signIn } from './sign-in.ts';

test('storage whose CORS rules do not know the page: bytes go through the server both ways, and the page says so', async ({ page, browser, platform, assay, uploadPage, expectNetworkErrors, expectRefusals, expectHttpErrors }) => {
  // Storage answers the question whether it is there by an error of its own.
  expectHttpErrors([403]);
  expectNetworkErrors();
  expectRefusals();
  platform.knowsPage = false;
  await signIn(page, KEY);
  await uploadPage.open();
  const notice = page.getByRole('status', { name: 'Way to storage' });
  await expect(notice).toBeEmpty();
  const paths = [copyAs('photo.jpg', 'first.jpg', '1'), copyAs('photo.jpg', 'second.jpg', '2'), largePhoto('large.jpg', 20_000_000)];
  await uploadPage.choose(...paths);
  await uploadPage.analyze();
  await uploadPage.expectStatus('large.jpg', 'submitted');
  await uploadPage.expectStatus('second.jpg', 'submitted');
  await expect(notice).toContainText('go through this server');
  const jobId = await uploadPage.viewJob('first.jpg');

  // A browser that kept no copy loads the picture through the relay too; one that could not be decoded has no width.
  const elsewhere = await browser.newContext({ baseURL: assay.url });
  const other = await elsewhere.newPage();
  await signIn(other, KEY);
  await other.goto(`/jobs/${jobId}`);
  const width = `document.querySelector('main img')?.naturalWidth ?? 0`;
  await expect.poll(() => other.evaluate<number>(width)).toBeGreaterThan(0);
  await expect.poll(() => assay.stderr).toContain('"method":"GET","route":"/api/relay/:pass"');
  await elsewhere.close();

  expect(platform.wrongs(new Map(paths.map((path) => [path.split('/').at(-1) ?? '', sha256Of(path)])))).toEqual([]);
  expect(platform.puts).toEqual({ fromPages: 0, relayed: 3 });
  expect(platform.leaks).toEqual([]);
  expect(assay.stderr).toContain('"method":"PUT","route":"/api/relay/:pass"');
});

test('a link inside a result that lies behind a link is relayed too: the heatmap is in the report', async ({ page, browser, platform, assay, uploadPage, expectNetworkErrors, expectRefusals, expectHttpErrors }) => {
  expectHttpErrors([403]);
  expectNetworkErrors();
  expectRefusals();
  platform.knowsPage = false;
  platform.resultsBehindLinks = true;
  await signIn(page, KEY);
  await uploadPage.open();
  await uploadPage.choose(copyAs('photo.jpg', 'behind.jpg'));
  await uploadPage.analyze();
  const jobId = await uploadPage.viewJob('behind.jpg');
  // A browser that kept nothing: file, result and heatmap all come from storage.
  const elsewhere = await browser.newContext({ baseURL: assay.url });
  const other = await elsewhere.newPage();
  await signIn(other, KEY);
  await other.goto(`/report?jobs=${jobId}`);
  for (const picture of ['The uploaded file', 'Heatmap of what the detector looked at, over the file']) await expect(other.getByRole('img', { name: picture, exact: true })).toBeVisible();
  await expect(other.getByRole('main')).not.toContainText('assayRelay');
  await elsewhere.close();
  expect(platform.leaks).toEqual([]);
});

test('an upload that is taken up after a reload still knows its relay', async ({ page, platform, uploadPage, expectNetworkErrors, expectRefusals, expectHttpErrors }) => {
  expectNetworkErrors();
  expectRefusals();
  expectHttpErrors([403, 503]);
  platform.knowsPage = false;
  let busy = true;
  platform.plan = (step) => (step === 'put' && busy ? { done: false, answer: (response) => void response.writeHead(503, { 'retry-after': '1' }).end() } : null);
  await signIn(page, KEY);
  await uploadPage.open();
  const path = copyAs('photo.jpg', 'taken-up.jpg');
  await uploadPage.choose(path);
  await uploadPage.analyze();
  await expect.poll(() => platform.jobs.size).toBe(1);
  await expect(page.getByRole('status', { name: 'Way to storage' })).toContainText('go through this server');
  await page.reload();
  busy = false;
  await uploadPage.expectStatus('taken-up.jpg', 'submitted');
  expect(platform.wrongs(new Map([['taken-up.jpg', sha256Of(path)]]))).toEqual([]);
});

test('storage that knows the page is never reached through the server, also when the line breaks', async ({ page, platform, assay, uploadPage, expectNetworkErrors, expectRefusals }) => {
  expectNetworkErrors();
  expectRefusals();
  let left = 2;
  platform.plan = (step) => (step === 'put' && left-- > 0 ? { done: false, answer: (response) => void response.destroy() } : null);
  await signIn(page, KEY);
  await uploadPage.open();
  await uploadPage.choose(copyAs('photo.jpg', 'direct.jpg'));
  await uploadPage.analyze();
  await uploadPage.expectStatus('direct.jpg', 'submitted');
  expect(platform.puts).toEqual({ fromPages: 1, relayed: 0 });
  expect(assay.stderr).not.toContain('/api/relay');
  await expect(page.getByRole('status', { name: 'Way to storage' })).toBeEmpty();
});

test('the other tabs say so too, also one that opens later', async ({ page, context, platform, uploadPage, expectNetworkErrors, expectRefusals, expectHttpErrors }) => {
  expectHttpErrors([403]);
  expectNetworkErrors();
  expectRefusals();
  platform.knowsPage = false;
  await signIn(page, KEY);
  const beside = await context.newPage();
  await beside.goto('/jobs');
  await uploadPage.open();
  await uploadPage.choose(copyAs('photo.jpg', 'told.jpg'));
  await uploadPage.analyze();
  await uploadPage.expectStatus('told.jpg', 'submitted');
  const later = await context.newPage();
  await later.goto('/settings');
  for (const tab of [page, beside, later]) await expect(tab.getByRole('status', { name: 'Way to storage' })).toContainText('go through this server');
});
