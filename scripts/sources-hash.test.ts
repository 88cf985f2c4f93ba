import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { sourcesHash } from './sources-hash.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-sources-'));
  mkdirSync(join(root, 'src/app'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<title>Assay</title>');
  writeFileSync(join(root, 'src/app/main.ts'), 'one');
});

afterEach(() => rmSync(root, { recursive: true }));

test('what the app is built from changes the hash: contents, names, new files', () => {
  const hashes = [sourcesHash(root)];
  const change = (apply: () => void): void => {
    apply();
    hashes.push(sourcesHash(root));
  };
  change(() => writeFileSync(join(root, 'src/app/main.ts'), 'two'));
  change(() => writeFileSync(join(root, 'src/app/more.ts'), ''));
  change(() => renameSync(join(root, 'src/app/more.ts'), join(root, 'src/app/other.ts')));
  change(() => writeFileSync(join(root, 'package-lock.json'), '{}'));
  expect(new Set(hashes).size).toBe(5);
});

test('tests, the server and what was built do not', () => {
  const before = sourcesHash(root);
  mkdirSync(join(root, 'server'));
  mkdirSync(join(root, 'dist'));
  for (const path of ['src/app/main.test.ts', 'src/app/page.test.tsx', 'server/main.ts', 'dist/index.html', 'README.md']) {
    writeFileSync(join(root, path), 'x');
  }
  expect(sourcesHash(root)).toBe(before);
});
