import { expect, test } from 'vitest';
import { agreementWords, sameFileWords, type Compared } from './compare-summary.ts';

const job = (band: Compared['band'], sha256: string | null = 'a'): Compared => ({ band, sha256 });

test.each([
  [['a', 'a'], /^All are about the same file/],
  [['a', 'b'], /^These are different files/],
  [['a', null], /not known/],
] as const)('%s: same file?', (hashes, words) => {
  expect(sameFileWords(hashes.map((sha256) => job(null, sha256)))).toMatch(words);
});

test.each([
  [[null, null], 'None has a result yet.'],
  [['manipulated', 'manipulated', null], 'The findings: 2 × likely manipulated.'],
  [['manipulated', 'uncertain'], 'The findings: 1 × likely manipulated, 1 × uncertain.'],
  [['manipulated', 'authentic'], 'The findings differ: 1 × likely manipulated, 1 × likely authentic. Each detector answers a question of its own, so one does not cancel the other.'],
] as const)('%s are counted, not blended', (bands, words) => {
  expect(agreementWords(bands.map((band) => job(band)))).toBe(words);
});
