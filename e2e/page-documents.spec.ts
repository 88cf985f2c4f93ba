import type { Page } from '@playwright/test';
import { copyAs } from './media.ts';
import { expect, test } from './test.ts';

// What a page needs is named in its document, so that none of it waits until the first code has come and run.
test("the session and the jobs page's code are asked for by the document, once", async ({ page, jobsPage }) => {
  await jobsPage.open();
  const asked = await page.evaluate<{ name: string; initiatorType: string }[]>(`performance.getEntriesByType('resource').map(({ name, initiatorType }) => ({ name, initiatorType }))`);
  // Chromium calls a link's module "other", and what code asks for "fetch" or "script".
  for (const wanted of [/\/api\/session$/, /\/assets\/jobs-page-[\w-]+\.js$/]) {
    expect(asked.filter(({ name }) => wanted.test(name)).map(({ initiatorType }) => initiatorType), String(wanted)).toEqual([expect.stringMatching(/^(?:link|other)$/)]);
  }
});

test.describe('before any code has run', () => {
  test.use({ javaScriptEnabled: false });

  for (const { path, heading, text } of [
    { path: '/upload', heading: 'Upload', text: 'Choose images, audio, video or documents' },
    { path: '/jobs', heading: 'Jobs', text: 'Loading the jobs of this account' },
  ]) {
    test(`${path} shows what it is`, async ({ page }) => {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
      await expect(page.getByText(text)).toBeVisible();
      await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link')).toHaveText(['Upload', 'Jobs', 'Settings']);
    });
  }

  test('any other page shows the header alone', async ({ page }) => {
    await page.goto('/settings');
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
    await expect(page.getByRole('heading')).toHaveCount(0);
  });
});

test('the style is asked for before any code and ahead of it, since only the style keeps the first paint waiting', async ({ page }) => {
  const asked: { url: string; priority: string }[] = [];
  const session = await page.context().newCDPSession(page);
  session.on('Network.requestWillBeSent', ({ request }) => {
    if (request.url.includes('/assets/')) asked.push({ url: request.url, priority: request.initialPriority });
  });
  await session.send('Network.enable');
  for (const path of ['/upload', '/jobs', '/settings']) {
    asked.length = 0;
    await page.goto(path);
    await expect(page.getByRole('status', { name: 'Connection' })).toBeVisible();
    const named = [...(await (await page.request.get(path)).text()).matchAll(/assets\/[\w.-]+\.(?:css|js)/g)].map(([file]) => file);
    const ofDocument = asked.filter(({ url }) => named.some((file) => url.endsWith(file)));
    expect(ofDocument.map(({ url, priority }) => [url.endsWith('.css'), priority]), path).toEqual([[true, 'VeryHigh'], ...named.slice(1).map(() => [false, 'Low'])]);
  }
});

test('the code that a document names says that all of it runs at once, so that it is compiled on its way', async ({ request }) => {
  for (const path of ['/upload', '/jobs', '/settings']) {
    const files = [...(await (await request.get(path)).text()).matchAll(/assets\/[\w.-]+\.js/g)].map(([file]) => file);
    expect(files.length, path).toBeGreaterThan(2);
    for (const file of files) expect(await (await request.get(`/${file}`)).text(), file).toMatch(/^\/\/# allFunctionsCalledOnLoad\n/);
  }
});

// What stands in the page's main part and header is never taken away before there is something in its place.
const WATCH_FOR_EMPTINESS = `new MutationObserver(() => {
  if (document.querySelector('main h1') !== null) globalThis.wasShown = true;
  else if (globalThis.wasShown) globalThis.wasEmpty = true;
}).observe(document, { childList: true, subtree: true })`;

for (const { path, heading } of [{ path: '/upload', heading: 'Upload' }, { path: '/jobs', heading: 'Jobs' }]) {
  test(`${path} is not empty between its document and its app, however late the session comes`, async ({ page }) => {
    await page.addInitScript(WATCH_FOR_EMPTINESS);
    await page.route('**/api/session', async (route) => {
      await new Promise((resolve) => {
        setTimeout(resolve, 600);
      });
      await route.continue();
    });
    await page.goto(path);
    await expect(page.getByRole('status', { name: 'Connection' })).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
    expect(await page.evaluate('[globalThis.wasShown, globalThis.wasEmpty]')).toEqual([true, undefined]);
  });
}

test('a page whose code comes only in part says so, instead of loading for good', async ({ page, expectNetworkErrors }) => {
  expectNetworkErrors();
  await page.route('**/assets/app-*.js', (route) => route.abort());
  await page.goto('/jobs');
  await expect(page.getByRole('alert')).toContainText('could not be loaded');
  await expect(page.getByRole('heading')).toHaveCount(0);
  await page.unroute('**/assets/app-*.js');
  await page.reload();
  await expect(page.getByRole('status', { name: 'Connection' })).toBeVisible();
});

/** Holds the first code back until it is released. */
async function holdCode(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route('**/assets/start-*.js', async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}

test.describe('the file field of the document', () => {
  test('takes files before any code has come; they are in the list once it has', async ({ page, uploadPage }) => {
    const release = await holdCode(page);
    await page.goto('/upload', { waitUntil: 'commit' });
    await uploadPage.choose(copyAs('photo.jpg', 'before.jpg'), copyAs('face-a.jpg', 'before-too.jpg'));
    release();
    await uploadPage.expectStatus('before.jpg', 'staged');
    await uploadPage.expectStatus('before-too.jpg', 'staged');
    await expect(uploadPage.files.getByRole('listitem')).toHaveCount(2);
  });

  test('takes what is chosen in a dialog that was opened before the code came, and answered after it', async ({ page, uploadPage }) => {
    const release = await holdCode(page);
    await page.goto('/upload', { waitUntil: 'commit' });
    const opened = page.waitForEvent('filechooser');
    await page.getByLabel('Files to analyze').click();
    const dialog = await opened;
    release();
    await expect(page.getByRole('status', { name: 'Connection' })).toBeVisible();
    await dialog.setFiles(copyAs('photo.jpg', 'meanwhile.jpg'));
    await uploadPage.expectStatus('meanwhile.jpg', 'staged');
  });
});
