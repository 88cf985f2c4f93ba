// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
const folders = ['src', 'server', 'scripts', 'vite', 'bench', 'e2e'];

test('every property test has its seed from one place', () => {
  const files = folders.flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path)).map((path) => `${folder}/${path}`));
  const direct = files.filter((path) => /from 'fast-chec[k]'/.test(readFileSync(join(root, path), 'utf8')));
  expect(direct).toEqual(['src/jobs-api/testing/fast-check.ts']);
});
