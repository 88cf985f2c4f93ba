import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

import { afterAll, expect, test } from 'vitest';
import { build } from 'vite';

import { precompress } from './precompress.ts';

const root = mkdtempSync(join(tmpdir(), 'assay-precompress-'));
afterAll(() => rmSync(root, { recursive: true }));

test('a build has exact compressed copies of its texts, and none of what is tiny', async () => {
  writeFileSync(join(root, 'index.html'), '<script type="module" src="/main.js"></script>');
  writeFileSync(join(root, 'main.js'), `document.title = ${JSON.stringify('é'.repeat(2000))};`);
  await build({ root, configFile: false, logLevel: 'error', plugins: [precompress()], build: { modulePreload: { polyfill: false } } });
  const assets = join(root, 'dist/assets');
  const names = readdirSync(assets).toSorted();
  const script = names[0] ?? '';
  expect(names).toEqual([script, `${script}.br`, `${script}.gz`]);
  const content = readFileSync(join(assets, script));
  expect(brotliDecompressSync(readFileSync(join(assets, `${script}.br`)))).toEqual(content);
  expect(gunzipSync(readFileSync(join(assets, `${script}.gz`)))).toEqual(content);
  expect(readdirSync(join(root, 'dist')).toSorted()).toEqual(['assets', 'index.html']);
});
