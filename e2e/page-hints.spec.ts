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
