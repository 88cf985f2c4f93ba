import type { Verdict } from '../result/read-verdict.ts';

/** How strongly a reading points, in three bands; `none` when it says nothing about authenticity. */
export type Band = 'authentic' | 'uncertain' | 'manipulated' | 'none';

/** The bands in words; the words are always shown, colour is never the only sign. */
export const BAND_WORDS: Readonly<Record<Band, string>> = {
  authentic: 'Likely authentic',
  uncertain: 'Uncertain',
  manipulated: 'Likely manipulated',
  none: 'No verdict',
};

/** From which confidence, {@link LOWEST_THRESHOLD} to 1, a finding counts as likely, by its direction; below it is uncertain. */
export interface Thresholds {
  readonly authentic: number;
  readonly manipulated: number;
}

/** A finding that is less likely than its opposite is never called likely. */
export const LOWEST_THRESHOLD = 0.5;

/** What holds where a team has set nothing. */
export const DEFAULT_THRESHOLDS: Thresholds = { authentic: 0.7, manipulated: 0.7 };

/** The band of a reading. A finding without a confidence is shown as uncertain: nothing says how sure the detector is. */
export function bandOf({ direction, confidence }: Pick<Verdict, 'direction' | 'confidence'>, thresholds: Thresholds): Band {
  if (direction === 'none') return 'none';
  return confidence !== null && confidence >= thresholds[direction] ? direction : 'uncertain';
}
