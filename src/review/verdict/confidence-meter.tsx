import { formatPercent } from '#src/ui/format.ts';
import { BAND_WORDS, type Thresholds } from '../thresholds/bands.ts';
import type { Verdict } from '../result/read-verdict.ts';

/** Says that no confidence is given; null where one is, where there is no finding, and where a remark says why a number is none. */
export function noConfidenceWords({ confidence, direction, remarks }: Pick<Verdict, 'confidence' | 'direction' | 'remarks'>): string | null {
  return confidence === null && direction !== 'none' && remarks.length === 0 ? 'No confidence is given.' : null;
}

/** A verdict's confidence as a percentage and on a meter, which bears a mark where the finding starts to count as likely. */
export function ConfidenceMeter({ verdict, thresholds }: { verdict: Verdict; thresholds: Thresholds }) {
  const { confidence, confidenceOf, direction } = verdict;
  if (confidence === null) {
    const words = noConfidenceWords(verdict);
    return words === null ? null : <p className="text-sm text-ink-soft">{words}</p>;
  }
  const from = direction === 'none' ? null : thresholds[direction];
  return (
    <div className="max-w-md">
      <p className="mb-1.5 text-sm">Confidence in this finding: <strong className="tabular-nums">{formatPercent(confidence)}</strong>{confidenceOf === null ? '' : `, the detector’s own for ${confidenceOf}`}</p>
      <div className="relative py-1">
        <meter aria-label="Confidence" min={0} max={1} value={confidence}>{formatPercent(confidence)}</meter>
        {from === null ? null : <span aria-hidden className="absolute inset-y-0 w-0.5 -translate-x-1/2 bg-ink" style={{ left: formatPercent(from) }} />}
      </div>
      {direction === 'none' || from === null ? null : (
        <p className="mt-1 text-sm text-ink-soft">The mark: below {formatPercent(from)} uncertain, from there on {BAND_WORDS[direction].toLowerCase()}.</p>
      )}
    </div>
  );
}
