import { expect, test } from './test.ts';

// Compressed bytes as they cross the network. A test that fails here means: load it later, or do without it.
const UPLOAD_BUDGET_BYTES = 170_000;

test('the first load of /upload stays within its budget of JavaScript and CSS', async ({ page, uploadPage }) => {
  const sizes: Promise<{ url: string; bytes: number }>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() !== 'script' && request.resourceType() !== 'stylesheet') return;
    sizes.push(request.sizes().then(({ responseBodySize }) => ({ url: request.url(), bytes: responseBodySize })));
  });
  await uploadPage.open();
  await page.waitForLoadState('networkidle');
  const loaded = await Promise.all(sizes);
  expect(loaded.length).toBeGreaterThan(1);
  const total = loaded.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(total, JSON.stringify(loaded, null, 2)).toBeGreaterThan(50_000);
  expect(total, JSON.stringify(loaded, null, 2)).toBeLessThanOrEqual(UPLOAD_BUDGET_BYTES);
});
