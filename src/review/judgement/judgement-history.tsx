import { BAND_WORDS, bandOf } from '../thresholds/bands.ts';
import { thresholdsFor, type ThresholdsByType } from '../thresholds/thresholds-file.ts';
import { formatMoment, formatPlural } from '#src/ui/format.ts';
import { JUDGEMENT_WORDS, trustedDetector, undoneIds, type JudgedEntry, type JudgementEntry } from './judgement.ts';

/** Everything that was ever judged of a job, newest first, with what was taken back. */
export function JudgementHistory({ entries, thresholds }: { entries: readonly JudgementEntry[]; thresholds: ThresholdsByType }) {
  const undone = undoneIds(entries);
  return (
    <details className="text-sm">
      <summary>History ({formatPlural(entries.length, 'entry', 'entries')})</summary>
      <ol className="mt-2 space-y-2">
        {entries.toReversed().map((entry) => (
          <li key={entry.id} className="border-l-2 border-line pl-3 wrap-anywhere">
            <time dateTime={new Date(entry.at).toISOString()} className="text-ink-soft">{formatMoment(entry.at)}</time>
            {entry.kind === 'undone' ? <p>The judgement before it was taken back.</p> : <Judged entry={entry} undone={undone.has(entry.id)} thresholds={thresholds} />}
          </li>
        ))}
      </ol>
    </details>
  );
}

function Judged({ entry, undone, thresholds }: { entry: JudgedEntry; undone: boolean; thresholds: ThresholdsByType }) {
  const { verdict, reason, tags, notes, detector: kept } = entry;
  const detector = trustedDetector(kept);
  return (
    <>
      <p><strong>{JUDGEMENT_WORDS[verdict]}</strong>{undone ? ' (taken back)' : ''}{reason === '' ? null : <>: <bdi>{reason}</bdi></>}</p>
      {tags.length === 0 ? null : <p>Tags: <bdi>{tags.join(', ')}</bdi></p>}
      {notes === '' ? null : <p className="whitespace-pre-wrap"><bdi>{notes}</bdi></p>}
      {kept !== null && detector === null ? <p className="text-ink-soft">What the detector had said was read by another version of Assay, so it is not repeated here.</p> : null}
      {detector === null ? null : <p className="text-ink-soft">The detector: {BAND_WORDS[bandOf(detector, thresholdsFor(thresholds, detector.taskTypeId))].toLowerCase()}{detector.simulated ? ' (simulated)' : ''}.</p>}
    </>
  );
}
