import { expect, KEY, test } from './hostile-test.ts';
import { copyAs, sha256Of } from './media.ts';
import { AssayServer } from './server.ts';
import { signIn } from './sign-in.ts';

const sumsOf = (paths: readonly string[]) => new Map(paths.map((path) => [path.split('/').at(-1) ?? '', sha256Of(path)]));

test('storage takes the bytes but lets the page read no answer: the job tells, and each file is sent once', async ({ page, platform, uploadPage, expectNetworkErrors, expectRefusals }) => {
  expectNetworkErrors();
  expectRefusals();
  platform.hidesPutAnswers = true;
  platform.tellsOfUploads = true;
  await signIn(page, KEY);
  await uploadPage.open();
  const paths = [copyAs('photo.jpg', 'one.jpg', '1'), copyAs('photo.jpg', 'two.jpg', '2')];
  await uploadPage.choose(...paths);
  await uploadPage.analyze();
  for (const name of ['one.jpg', 'two.jpg']) await uploadPage.expectStatus(name, 'submitted');
  expect(platform.puts).toEqual({ fromPages: 2, relayed: 0 });
  expect(platform.wrongs(sumsOf(paths))).toEqual([]);
});

test('storage takes the bytes, and nothing tells: after three answers that cannot be read they go through the server', async ({ page, platform, uploadPage, expectNetworkErrors, expectRefusals, expectHttpErrors }) => {
  expectHttpErrors([403]);
  expectNetworkErrors();
  expectRefusals();
  platform.hidesPutAnswers = true;
  await signIn(page, KEY);
  await uploadPage.open();
  const paths = [copyAs('photo.jpg', 'hidden.jpg', '1')];
  await uploadPage.choose(...paths);
  await uploadPage.analyze();
  await uploadPage.expectStatus('hidden.jpg', 'submitted', 40_000);
  expect(platform.puts).toEqual({ fromPages: 3, relayed: 1 });
  expect(platform.wrongs(sumsOf(paths))).toEqual([]);
});

test('an upload address that the page may not reach is named before a byte is sent', async ({ page, platform, uploadPage }) => {
  const gateway = await AssayServer.start({ AUTHENTA_API_URL: platform.url, STORAGE_ORIGINS: 'https://storage.example' });
  try {
    await page.goto(`${gateway.url}/sign-in`);
    await page.getByLabel('API key').fill(KEY);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Upload' })).toBeVisible();
    await uploadPage.choose(copyAs('photo.jpg', 'elsewhere.jpg'));
    await uploadPage.analyze();
    await uploadPage.expectStatus('elsewhere.jpg', 'failed');
    await expect(uploadPage.item('elsewhere.jpg')).toContainText(`adds ${platform.storageOrigin} to STORAGE_ORIGINS`);
    await expect(uploadPage.item('elsewhere.jpg')).toContainText('nothing was charged');
    expect(platform.puts).toEqual({ fromPages: 0, relayed: 0 });
    expect(platform.chargedOf(['elsewhere.jpg'])).toBe(0);
  } finally {
    await gateway.dispose();
  }
});

test('an answer that comes late, since a proxy passes the file on at its own pace, is waited for', { tag: '@slow' }, async ({ page, platform, uploadPage }) => {
  platform.plan = (step) => (step === 'put' ? { done: true, answer: (response) => void setTimeout(() => response.writeHead(200).end(), 33_000) } : null);
  await signIn(page, KEY);
  await uploadPage.open();
  const paths = [copyAs('photo.jpg', 'buffered.jpg')];
  await uploadPage.choose(...paths);
  await uploadPage.analyze();
  await uploadPage.expectStatus('buffered.jpg', 'submitted', 60_000);
  expect(platform.puts).toEqual({ fromPages: 1, relayed: 0 });
  expect(platform.wrongs(sumsOf(paths))).toEqual([]);
});
