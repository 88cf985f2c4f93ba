import type { Reading } from './read-result.ts';

/** How strongly a reading points, in three bands; `none` when it says nothing about authenticity. */
export type Band = 'authentic' | 'uncertain' | 'manipulated' | 'none';

/** The bands in words; the words are always shown, colour is never the only sign. */
export const BAND_WORDS: Readonly<Record<Band, string>> = {
  authentic: 'Likely authentic',
  uncertain: 'Uncertain',
  manipulated: 'Likely manipulated',
  none: 'No verdict',
};

/** A finding with less confidence than this, 0 to 1, is uncertain. */
export const CERTAIN_FROM = 0.7;

/** The band of a reading. A finding without a confidence is shown as uncertain: nothing says how sure the detector is. */
export function bandOf({ direction, confidence }: Reading): Band {
  if (direction === 'none') return 'none';
  return confidence !== null && confidence >= CERTAIN_FROM ? direction : 'uncertain';
}
