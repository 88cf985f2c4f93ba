import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const text = readFileSync(join(root, 'docs/security.md'), 'utf8');
const sections = new Map(text.split(/^## /m).map((section) => [section.split('\n')[0] ?? '', section] as const));
const rowsOf = (heading: string): string[][] => (sections.get(heading) ?? '').split('\n').filter((line) => line.startsWith('| ')).slice(1).map((line) => line.split(' | '));

test('every threat names tests, and all of them exist', () => {
  const threats = rowsOf('Threats').map(([threat = '', , proof = '']) => ({ threat, tests: proof.match(/[\w./-]+\.(?:test|spec)\.tsx?/g) ?? [] }));
  expect(threats.length).toBeGreaterThan(25);
  expect(threats.filter(({ tests }) => tests.length === 0)).toEqual([]);
  expect(threats.flatMap(({ tests }) => tests).filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('every chapter of OWASP ASVS 5 is answered', () => {
  const chapters = rowsOf('OWASP ASVS 5: the chapters that apply').map(([chapter = '']) => /V\d+/.exec(chapter)?.[0]);
  expect(chapters).toEqual(Array.from({ length: 17 }, (_, n) => `V${n + 1}`));
});
