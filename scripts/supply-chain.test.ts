import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import benchJson from '../bench/package.json' with { type: 'json' };
import packageJson from '../package.json' with { type: 'json' };
import { readLockfile } from './packages.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { packages, askedFor } = readLockfile(root);
// What the benchmarks measure beside; none of it reaches the product.
const beside = readLockfile(join(root, 'bench'));

// Licences under which the product may be given on. MPL-2.0 asks that changed files of its package are published: none is changed.
const PERMISSIVE = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'Zlib', 'Unlicense', 'CC0-1.0', 'Python-2.0', 'MPL-2.0']);
// Besides, for what only builds, tests and measures it.
const WEAK_COPYLEFT = new Set(['LGPL-3.0-or-later', 'CC-BY-4.0']);

function mayBeGivenOn(license: string | null, dev: boolean): boolean {
  const parts = (license ?? '').replace(/[()]/g, '').split(/ (OR|AND) /);
  const names = parts.filter((part) => part !== 'OR' && part !== 'AND');
  const fits = (name: string): boolean => PERMISSIVE.has(name) || (dev && WEAK_COPYLEFT.has(name));
  return parts.includes('OR') ? names.some(fits) : names.every(fits);
}

function makeBom(): string {
  return spawnSync(process.execPath, ['scripts/sbom.ts'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 }).stdout;
}

test('every version that is asked for is exact', () => {
  const asked = [packageJson.dependencies, packageJson.devDependencies, benchJson.devDependencies].flatMap((group) => Object.entries(group));
  expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
});

test('the lockfile is the one of this package.json', () => {
  expect(askedFor).toEqual({ dependencies: packageJson.dependencies, devDependencies: packageJson.devDependencies });
  expect(beside.askedFor).toEqual({ dependencies: {}, devDependencies: benchJson.devDependencies });
});

test('every package is pinned by its content', () => {
  expect(packages.length).toBeGreaterThan(100);
  expect([...packages, ...beside.packages].filter(({ integrity }) => integrity?.startsWith('sha512-') !== true).map(({ name }) => name)).toEqual([]);
});

test("no install script runs but the pinned runtime's", () => {
  const allowed: Readonly<Record<string, boolean>> = packageJson.allowScripts;
  expect(Object.keys(allowed).filter((name) => allowed[name])).toEqual(['node']);
  // fsevents is for macOS alone. Any other has to be refused by name, so that whoever adds it has looked at it.
  const scripted = [...packages, ...beside.packages].filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name);
  expect(scripted.filter((name) => name !== 'fsevents' && allowed[name] === undefined)).toEqual([]);
});

test('every licence lets the product be given on', () => {
  expect(packages.filter(({ license, dev }) => !mayBeGivenOn(license, dev)).map(({ name, license, dev }) => ({ name, license, dev }))).toEqual([]);
});

test('the bill of materials lists every package with its hash, the same each time', () => {
  const text = makeBom();
  const bom = JSON.parse(text);
  expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: expect.stringMatching(/^urn:uuid:[\da-f-]{36}$/) });
  expect(bom.components.map(({ name, version }: { name: string; version: string }) => `${name}@${version}`)).toEqual(packages.map(({ name, version }) => `${name}@${version}`));
  for (const { hashes } of bom.components) expect(hashes[0].content).toMatch(/^[\da-f]{128}$/);
  expect(makeBom()).toBe(text);
});
