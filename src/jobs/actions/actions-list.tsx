import { useQuery } from '@tanstack/react-query';
import type { ActionRecord } from '#src/jobs-api/action-log.ts';
import { actionSentences, hasUnclearFinalize } from '#src/jobs-api/action-words.ts';
import { isTerminal, type JobStatus } from '#src/jobs-api/job.ts';
import { formatMoment } from '#src/ui/format.ts';
import { jobActions } from '../model/queries.ts';

const READ_EVERY_MS = 2_000;

/** What this browser did with a job, live until the job is at its end. `status`: what the job reads as; null while it is not to be found. */
export function ActionsList({ account, jobId, status }: { account: string; jobId: string; status: JobStatus | null }) {
  const { data, error } = useQuery({ ...jobActions(account, jobId), refetchInterval: status !== null && isTerminal(status) ? false : READ_EVERY_MS });
  if (error) return <p className="text-sm text-ink-soft">What this browser did cannot be read from its disk: {error.message}</p>;
  return data === undefined ? <p className="text-sm text-ink-soft">Reading…</p> : <Actions records={data} status={status} />;
}

/** The list itself. */
export function Actions({ records, status }: { records: readonly ActionRecord[]; status: JobStatus | null }) {
  if (records.length === 0) return <p className="text-sm text-ink-soft">Nothing is known to have been sent for this job from this browser.</p>;
  return (
    <>
      {hasUnclearFinalize(records, status) ? (
        <p role="note" className="mb-3 text-sm">
          The finalize was sent, and no answer says whether it was carried out. The job may have been charged: to send the file again as a new job may cost its credits
          twice; to leave it costs nothing more.
        </p>
      ) : null}
      <ol className="grid gap-2 text-sm">
        {records.map((record) => (
          <li key={record.id} className="wrap-anywhere">
            <time dateTime={new Date(record.sentAt).toISOString()} className="text-ink-soft">{formatMoment(record.sentAt)}</time>
            <br />
            {actionSentences(record).map((sentence) => `${sentence}.`).join(' ')}
          </li>
        ))}
      </ol>
    </>
  );
}
