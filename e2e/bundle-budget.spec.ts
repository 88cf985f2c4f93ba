import { lazySizes, workerSizes } from './built-files.ts';
import { expect, test } from './test.ts';

// Compressed bytes as they cross the network. A test that fails here means: load it later, or do without it.
const UPLOAD_BUDGET_BYTES = 164_000;

// What each page and each viewer may add to what the first page has loaded; the jobs page's is its part of /jobs.
const LAZY_BUDGETS_BYTES: Readonly<Record<string, number>> = {
  'src/app/command-palette.tsx': 18_000,
  'src/app/pages/compare-page.tsx': 20_000,
  'src/app/pages/job-page.tsx': 40_000,
  'src/app/pages/jobs-page.tsx': 34_000,
  'src/app/pages/report-page.tsx': 20_000,
  'src/app/pages/settings-page.tsx': 20_000,
  'src/app/kept-detail.ts': 7_000,
  'src/app/other-stores/other-stores-panel.tsx': 9_000,
  'src/upload/components/item-row.tsx': 6_000,
  'src/review/viewers/evidence-panel.tsx': 12_000,
  'src/review/viewers/audio/audio-viewer.tsx': 21_000,
  'src/review/viewers/image/image-viewer.tsx': 8_000,
  'src/review/viewers/document/pdf-viewer.tsx': 135_000,
  'src/review/viewers/face/similarity-viewer.tsx': 18_000,
  'src/review/viewers/face/vector-viewer.tsx': 13_000,
  'src/review/viewers/video/video-viewer.tsx': 11_000,
  // PDF.js, as in the PDF viewer.
  'src/upload/content/count-pdf-pages.ts': 135_000,
};

// Workers and WebAssembly, each loaded with the first file of its kind.
const WORKER_BUDGETS_BYTES: Readonly<Record<string, number>> = {
  'hash-worker.js': 8_000,
  'container-worker.js': 78_000,
  'credentials-worker.js': 8_000,
  'metadata-worker.js': 64_000,
  'pdf-worker.js': 320_000,
  'sniff-worker.js': 20_000,
  'waveform-worker.js': 80_000,
  'c2pa_bg.wasm': 2_300_000,
  'jbig2.wasm': 36_000,
  'openjpeg.wasm': 74_000,
};

// A small thing that is loaded later needs no line above.
const UNLISTED_BUDGET_BYTES = 4_000;

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

for (const { title, sizes, budgets } of [
  { title: 'each page and each viewer', sizes: lazySizes, budgets: LAZY_BUDGETS_BYTES },
  { title: 'each worker', sizes: workerSizes, budgets: WORKER_BUDGETS_BYTES },
]) {
  test(`${title} stays within its budget of what it loads later`, () => {
    const found = sizes();
    expect(found.size).toBeGreaterThan(0);
    for (const [name, bytes] of found) expect.soft(bytes, `bytes of ${name}`).toBeLessThanOrEqual(budgets[name] ?? UNLISTED_BUDGET_BYTES);
  });
}
