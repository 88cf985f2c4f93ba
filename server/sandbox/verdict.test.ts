import { fc } from '#src/jobs-api/testing/fast-check.ts';
import { expect, test } from 'vitest';

import { verdictOf } from './verdict.ts';

const hash = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'.split('')), minLength: 64, maxLength: 64 });

test('words in the name decide, whatever the bytes and the question', () => {
  fc.assert(
    fc.property(hash, fc.string(), (sha256, topic) => {
      expect(verdictOf('A-Fake.jpg', sha256, topic)).toMatchObject({ isFake: true });
      expect(verdictOf('unreal.jpg', sha256, topic)).toMatchObject({ isFake: false });
      expect(verdictOf('fake-or-real.jpg', sha256, topic)).toMatchObject({ isFake: true });
      expect(verdictOf('uncertain.jpg', sha256, topic).confidence).toBeLessThan(0.55);
    }),
  );
});

test('the numbers of a verdict agree with each other', () => {
  fc.assert(
    fc.property(hash, fc.constantFrom('a', 'fake', 'real', 'uncertain'), (sha256, name) => {
      const { fakeProbability, isFake, confidence, realConfidencePercent } = verdictOf(name, sha256, 'authenticity');
      expect(confidence).toBeCloseTo(isFake ? fakeProbability : 1 - fakeProbability, 6);
      expect(realConfidencePercent).toBeCloseTo((1 - fakeProbability) * 100, 2);
      expect(confidence).toBeGreaterThanOrEqual(0.5);
      expect(confidence).toBeLessThanOrEqual(1);
    }),
  );
});

test('files without such words get every finding', () => {
  const found = new Set(fc.sample(hash, 200).map((sha256) => { const { isFake, confidence } = verdictOf('a.jpg', sha256, 'x'); return confidence < 0.6 ? 'uncertain' : String(isFake); }));
  expect([...found].toSorted()).toEqual(['false', 'true', 'uncertain']);
});
