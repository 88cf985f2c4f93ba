import { formatPercent } from '#src/ui/format.ts';
import { isUnchecked, ownField, readNumber, readYesNo, type ResultRecord } from './read-fields.ts';

/**
 * A similarity score in words, never a confidence (wire format, section 6.5): above 1 it is of 100; at most 1 beside
 * `isSimilar: true` it is a share; anything else is given as it came, without a scale. null when there is none.
 */
export function similarityScore(record: ResultRecord): string | null {
  const given = ownField(record, 'similarityScore');
  const score = readNumber(given);
  if (score === null) return null;
  if (score > 1 && score <= 100) return `${score} of 100`;
  if (score >= 0 && score <= 1 && readYesNo(ownField(record, 'isSimilar')) === true) return formatPercent(score);
  return String(score);
}

/** Whether the result speaks of a comparison of two faces at all. */
export function comparesFaces(record: ResultRecord): boolean {
  const similar = ownField(record, 'isSimilar');
  return similarityScore(record) !== null || (similar !== undefined && !isUnchecked(similar));
}
