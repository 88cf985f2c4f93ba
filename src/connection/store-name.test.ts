import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepStoreUse, readStoreUse, storeNameOf } from './store-name.ts';

const T = 't'.repeat(32);
const owner = (account: string, tenant: string | null) => ({ account, tenant, host: 'platform.example' });

vi.mock('#src/lib/holds-records.ts', () => ({ holdsRecords: async () => true }));

beforeEach(() => {
  let last: Promise<unknown> = Promise.resolve();
  const request = (_name: string, _options: unknown, work: () => Promise<void>) => (last = last.then(work));
  vi.stubGlobal('navigator', { locks: { request } });
});

function withDatabases(...names: string[]): void {
  vi.stubGlobal('indexedDB', { databases: async () => names.map((name) => ({ name, version: 1 })) });
}

afterEach(() => {
  localStorage.clear();
  vi.unstubAllGlobals();
});

test('a browser that never was here goes by the tenant at once, and by the key where none is named', async () => {
  withDatabases();
  expect(await storeNameOf(owner('a', T))).toBe(T);
  localStorage.clear();
  expect(await storeNameOf(owner('a', null))).toBe('a');
});

test('a name that was given stays: when the tenant becomes known, and when it is not named for once', async () => {
  withDatabases();
  await storeNameOf(owner('a', null));
  withDatabases('assay-upload-a');
  expect(await storeNameOf(owner('a', null))).toBe('a');
  expect(await storeNameOf(owner('a', T))).toBe('a');
  expect(await storeNameOf(owner('a', null))).toBe('a');
  expect(readStoreUse('a')).toMatchObject({ store: 'a', tenant: T, host: 'platform.example' });
});

test('the key is rotated within the tenant: the next key gets the same stores; another tenant does not', async () => {
  withDatabases('assay-upload-a');
  keepStoreUse(owner('a', T), 'a');
  expect(await storeNameOf(owner('b', T))).toBe('a');
  expect(await storeNameOf(owner('c', 'u'.repeat(32)))).toBe('u'.repeat(32));
});

test('two tabs that sign in at once choose the same', async () => {
  withDatabases('assay-upload-a');
  keepStoreUse(owner('a', T), 'a');
  expect(await Promise.all([storeNameOf(owner('b', T)), storeNameOf(owner('b', T))])).toEqual(['a', 'a']);
});

test('a browser that keeps nothing, or junk, still names stores', async () => {
  vi.stubGlobal('indexedDB', undefined);
  localStorage.setItem('assay.store.a', ' ');
  expect(await storeNameOf(owner('a', T))).toBe(T);
});
