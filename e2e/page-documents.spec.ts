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
    { path: '/upload', heading: 'Upload', text: 'One moment, then drop images, audio, video or documents anywhere on the page' },
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

test('the style is asked for before any code, since only the style keeps the first paint waiting', async ({ request }) => {
  for (const path of ['/upload', '/jobs', '/settings']) {
    const html = await (await request.get(path)).text();
    expect(html.indexOf('rel="stylesheet"'), path).toBeGreaterThan(0);
    expect(html.indexOf('rel="stylesheet"'), path).toBeLessThan(html.indexOf('<script'));
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
