import { useQuery } from '@tanstack/react-query';
import type { ActionRecord } from '#src/jobs-api/action-log.ts';
import { hasUnclearFinalize } from '#src/jobs-api/action-words.ts';
import { isTerminal, type JobStatus } from '#src/jobs-api/job.ts';
import { sentCalls } from '#src/ui/sent-calls-query.ts';
import { SentCalls } from '#src/ui/sent-calls.tsx';

const READ_EVERY_MS = 2_000;

/** What this browser did with a job, live until the job is at its end. `status`: what the job reads as; null while it is not to be found. */
export function ActionsList({ storeName, jobId, status }: { storeName: string; jobId: string; status: JobStatus | null }) {
  const { data, error } = useQuery({ ...sentCalls(storeName, jobId), refetchInterval: status !== null && isTerminal(status) ? false : READ_EVERY_MS });
  if (error) return <p className="text-sm text-ink-soft">What this browser did cannot be read from its disk: {error.message}</p>;
  return data === undefined ? <p className="text-sm text-ink-soft">Reading…</p> : <Actions records={data} status={status} />;
}

/** The calls, and what to know before more is sent while it is not known whether the job was finalized. */
export function Actions({ records, status }: { records: readonly ActionRecord[]; status: JobStatus | null }) {
  return (
    <>
      {hasUnclearFinalize(records, status) ? (
        <p role="note" className="mb-3 text-sm">
          The finalize was sent, and no answer says whether it was carried out. The job may have been charged: to send the file again as a new job may cost its credits
          twice; to leave it costs nothing more.
        </p>
      ) : null}
      <SentCalls records={records} />
    </>
  );
}
