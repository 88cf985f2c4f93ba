import { fc } from '#src/jobs-api/testing/fast-check.ts';
import { expect, test } from 'vitest';
import { decideStore, isOfAnother } from './choose-store.ts';
import type { StoreUse } from './store-name.ts';

const T = 't'.repeat(32);
const use = (store: string, tenant: string | null, usedAt = 1): StoreUse => ({ store, tenant, host: 'platform.example', usedAt });
const decide = (account: string, tenant: string | null, uses: Record<string, StoreUse>, withData: readonly string[] = []) =>
  decideStore({ account, tenant }, { uses, holdsData: async (store) => withData.includes(store) });

test('the key is rotated within the tenant: the new key gets what the old one used', async () => {
  expect(await decide('b', T, { a: use('a', T) }, ['a'])).toBe('a');
  expect(await decide('b', T, { a: use('old', T, 1), c: use('new', T, 2) }, ['old', 'new'])).toBe('new');
});

test('what is here from before tenants were known stays with its key, and is what the next key gets', async () => {
  expect(await decide('a', T, {}, ['a'])).toBe('a');
  // Noted when the platform did not name the tenant yet.
  expect(await decide('a', T, { a: use('a', null) })).toBe('a');
  expect(await decide('b', T, { a: use('a', T) }, ['a'])).toBe('a');
});

test('a first key goes by its tenant, or by itself where the platform names none', async () => {
  expect(await decide('a', T, {})).toBe(T);
  expect(await decide('a', null, {})).toBe('a');
});

test('a key that was signed in when the tenant was not named keeps what it has; where that is nothing, it joins its tenant', async () => {
  const uses = { a: use('a', T), b: use('b', null) };
  expect(await decide('b', T, uses, ['a', 'b'])).toBe('b');
  expect(await decide('b', T, uses, ['a'])).toBe('a');
});

test('two old keys of a tenant that each have something keep it each', async () => {
  const withData = ['a', 'b'];
  expect(await decide('a', T, {}, withData)).toBe('a');
  expect(await decide('b', T, { a: use('a', T) }, withData)).toBe('b');
});

test('another tenant gets nothing of it, even by a key that was another one\'s', async () => {
  const U = 'u'.repeat(32);
  expect(await decide('b', U, { a: use('a', T) }, ['a'])).toBe(U);
  expect(await decide('a', U, { a: use('a', T) }, ['a'])).toBe(U);
});

// A browser, and keys of tenants; the platform names the tenant, or for once does not.
const tenantOf = (key: number) => `${key % 2}`.repeat(32);
const signIns = fc.array(fc.record({ key: fc.nat(5), names: fc.boolean(), writes: fc.boolean() }), { maxLength: 30 });

test('over any sign-ins, no key ever sees stores that a key of another tenant wrote to, and what it wrote last is in sight again', async () => {
  await fc.assert(fc.asyncProperty(signIns, fc.uniqueArray(fc.nat(5), { maxLength: 3 }), async (visits, legacy) => {
    const uses: Record<string, StoreUse> = {};
    const writers = new Map<string, Set<number>>(legacy.map((key) => [`key-${key}`, new Set([key])]));
    const lastWrote = new Map<number, string>();
    for (const [at, { key, names, writes }] of visits.entries()) {
      const account = `key-${key}`;
      const tenant = names ? tenantOf(key) : null;
      const known = uses[account];
      const isSettled = known !== undefined && (tenant === null || known.tenant === tenant);
      const store = isSettled ? known.store : await decideStore({ account, tenant }, { uses, holdsData: async (name) => writers.has(name) });
      uses[account] = use(store, tenant ?? known?.tenant ?? null, at);
      const others = [...(writers.get(store) ?? [])];
      expect(others.filter((other) => tenantOf(other) !== tenantOf(key))).toEqual([]);
      expect(isOfAnother(store, tenantOf(key), uses)).toBe(false);
      if (lastWrote.has(key)) expect(store).toBe(lastWrote.get(key));
      if (!writes) continue;
      writers.set(store, new Set([...others, key]));
      lastWrote.set(key, store);
    }
  }));
});
