import type { ActionRecord } from '#src/jobs-api/action-log.ts';
import { actionSentences } from '#src/jobs-api/action-words.ts';
import { formatMoment } from './format.ts';

/** The calls that this browser sent for a job, one a line: what, when, and what was answered. */
export function SentCalls({ records }: { records: readonly ActionRecord[] }) {
  if (records.length === 0) return <p className="text-sm text-ink-soft">Nothing is known to have been sent for this job from this browser.</p>;
  return (
    <ol className="grid gap-2 text-sm">
      {records.map((record) => (
        <li key={record.id} className="wrap-anywhere">
          <time dateTime={new Date(record.sentAt).toISOString()} className="text-ink-soft">{formatMoment(record.sentAt)}</time>
          <br />
          {actionSentences(record).map((sentence) => `${sentence}.`).join(' ')}
        </li>
      ))}
    </ol>
  );
}
