import { fc } from '#src/jobs-api/testing/fast-check.ts';
import { expect, test } from 'vitest';

import { createSeal } from './sealed-box.ts';

const seal = createSeal(['s'.repeat(32)], 'https://platform.example');

test('what is sealed opens again, and the sealed text is fit for a cookie', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const sealed = seal.seal(text);
      expect(sealed).toMatch(/^[\w-]+$/);
      expect(seal.open(sealed)).toBe(text);
    }),
  );
});

test('the same text never looks the same twice', () => {
  expect(seal.seal('api_key')).not.toBe(seal.seal('api_key'));
});

test('another secret or another platform does not open it', () => {
  const sealed = seal.seal('api_key');
  expect(createSeal(['t'.repeat(32)], 'https://platform.example').open(sealed)).toBeNull();
  expect(createSeal(['s'.repeat(32)], 'https://other.example').open(sealed)).toBeNull();
});

test('any changed byte is noticed', () => {
  const bytes = Buffer.from(seal.seal('api_key'), 'base64url');
  for (const [index, byte] of bytes.entries()) {
    const changed = Buffer.from(bytes);
    changed[index] = byte ^ 1;
    expect(seal.open(changed.toString('base64url'))).toBeNull();
  }
});

test('junk is not opened', () => {
  fc.assert(
    fc.property(fc.string(), (junk) => {
      expect(seal.open(junk)).toBeNull();
    }),
  );
});

test('a changed secret still opens what the one before it sealed, until that one goes', () => {
  const [before, after] = ['b'.repeat(32), 'a'.repeat(32)] as const;
  const old = createSeal([before], 'x').seal('api_key');
  const rotated = createSeal([after, before], 'x');
  expect(rotated.open(old)).toBe('api_key');
  expect(createSeal([after], 'x').open(rotated.seal('api_key'))).toBe('api_key');
  expect(createSeal([before], 'x').open(rotated.seal('api_key'))).toBeNull();
  expect(createSeal([after], 'x').open(old)).toBeNull();
});
