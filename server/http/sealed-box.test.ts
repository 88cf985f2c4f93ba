import { fc } from '#src/jobs-api/testing/fast-check.ts';
import { expect, test } from 'vitest';

import { createSealedBox } from './sealed-box.ts';

const sealedBox = createSealedBox(['s'.repeat(32)], 'https://platform.example');

test('what is sealed opens again, and the sealed text is fit for a cookie', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const sealed = sealedBox.sealedBox(text);
      expect(sealed).toMatch(/^[\w-]+$/);
      expect(sealedBox.open(sealed)).toBe(text);
    }),
  );
});

test('the same text never looks the same twice', () => {
  expect(sealedBox.sealedBox('api_key')).not.toBe(sealedBox.sealedBox('api_key'));
});

test('another secret or another platform does not open it', () => {
  const sealed = sealedBox.sealedBox('api_key');
  expect(createSealedBox(['t'.repeat(32)], 'https://platform.example').open(sealed)).toBeNull();
  expect(createSealedBox(['s'.repeat(32)], 'https://other.example').open(sealed)).toBeNull();
});

test('any changed byte is noticed', () => {
  const bytes = Buffer.from(sealedBox.sealedBox('api_key'), 'base64url');
  for (const [index, byte] of bytes.entries()) {
    const changed = Buffer.from(bytes);
    changed[index] = byte ^ 1;
    expect(sealedBox.open(changed.toString('base64url'))).toBeNull();
  }
});

test('junk is not opened', () => {
  fc.assert(
    fc.property(fc.string(), (junk) => {
      expect(sealedBox.open(junk)).toBeNull();
    }),
  );
});

test('a changed secret still opens what the one before it sealed, until that one goes', () => {
  const [before, after] = ['b'.repeat(32), 'a'.repeat(32)] as const;
  const old = createSealedBox([before], 'x').sealedBox('api_key');
  const rotated = createSealedBox([after, before], 'x');
  expect(rotated.open(old)).toBe('api_key');
  expect(createSealedBox([after], 'x').open(rotated.sealedBox('api_key'))).toBe('api_key');
  expect(createSealedBox([before], 'x').open(rotated.sealedBox('api_key'))).toBeNull();
  expect(createSealedBox([after], 'x').open(old)).toBeNull();
});
