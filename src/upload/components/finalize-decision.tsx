import { useQuery } from '@tanstack/react-query';
import type { TaskTypeKey } from '#src/jobs-api/task-type-registry.ts';
import { CostNote } from '#src/ui/cost-note.tsx';
import { sentCalls } from '#src/ui/sent-calls-query.ts';
import { SentCalls } from '#src/ui/sent-calls.tsx';
import type { ItemChoice, ItemProblem } from '../model/item.ts';

/** What a person decides on, and what it is decided by. */
export interface FinalizeDecisionProps {
  /** The session's `storeName`. */
  readonly storeName: string;
  readonly taskType: TaskTypeKey | null;
  readonly choice: ItemChoice;
  /** What the job showed when it was read last, in words; null when it was not read. */
  readonly reading: string | null;
  /** The same in short, for where this cannot be shown. */
  readonly problem: ItemProblem;
  readonly jobId: string;
}

/** What is known of a finalize that may have been carried out, and what each way to go on may cost. */
export function FinalizeDecision({ storeName, taskType, choice, reading, jobId }: FinalizeDecisionProps) {
  const { data, error } = useQuery(sentCalls(storeName, jobId));
  const cost = taskType === null ? null : <CostNote storeName={storeName} taskTypes={[taskType]} />;
  return (
    <div className="mt-2 grid gap-2 text-sm">
      <section aria-label="What this browser did" className="rounded-lg bg-sunken px-3 py-2">
        <h3 className="mb-1 font-medium">What this browser did</h3>
        {error === null ? (data && <SentCalls records={data} />) : <p>It cannot be read from this browser’s disk: {error.message}</p>}
        {reading === null ? null : <p className="mt-2">Read last: {reading}.</p>}
      </section>
      <dl aria-label="What each choice may cost" className="grid gap-x-3 gap-y-1 sm:grid-cols-[auto_1fr] [&_dt]:font-medium">
        <dt>Look again</dt>
        <dd>Asks where the job stands. Costs nothing.</dd>
        {choice === 'fresh-job' ? (
          <>
            <dt>Make a fresh job</dt>
            <dd>Sends the file as a new job, which is charged: a second time for this file if the first finalize was carried out. {cost}</dd>
          </>
        ) : (
          <>
            <dt>Finalize again</dt>
            <dd>Charges once if the first finalize was not carried out; a second time if it was and the platform does not refuse the next. {cost}</dd>
          </>
        )}
        <dt>Remove</dt>
        <dd>Takes the file off this list and leaves the job as it is. Costs nothing more.</dd>
      </dl>
    </div>
  );
}
