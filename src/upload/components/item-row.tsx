import { lazy, Suspense } from 'react';
import { CircleAlert, CircleCheck, CircleDashed, CirclePause, CircleX, Hourglass, LoaderCircle, type LucideIcon } from 'lucide-react';
import { Link } from 'react-router';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import { formatBytes } from '#src/ui/format.ts';
import { useNow } from '#src/ui/use-now.ts';
import { FaceChecksFields } from './face-checks-fields.tsx';
import { ItemActions } from './item-actions.tsx';
import { statusInWords } from './item-status.ts';
import { hasFaceChecks, isInProgress, totalBytes, type ItemProblem, type UploadItem, type UploadStatus } from '../model/item.ts';
import { TaskTypeSelect } from './task-type-select.tsx';
import { TwinQuestion } from './duplicate-question.tsx';
import { useQueueState, useUploadAccount, useUploadQueue } from './upload-context.tsx';

// Seldom needed. Where it cannot be loaded, the problem's own words say the same in short.
const FinalizeDecision = lazy(async () => ({ default: (await import('./finalize-decision.tsx').catch(() => null))?.FinalizeDecision ?? Advice }));

const ICONS: Readonly<Record<UploadStatus, readonly [LucideIcon, string]>> = {
  staged: [CircleDashed, 'text-ink-soft'],
  rejected: [CircleX, 'text-bad'],
  waiting: [Hourglass, 'text-ink-soft'],
  creating: [LoaderCircle, 'text-accent'],
  uploading: [LoaderCircle, 'text-accent'],
  paused: [CirclePause, 'text-warn'],
  finalizing: [LoaderCircle, 'text-accent'],
  submitted: [CircleCheck, 'text-good'],
  failed: [CircleAlert, 'text-bad'],
};

/** One file of the list: what it is, what is asked of it, where it stands, what can be done. */
export function ItemRow({ itemId, jobPath }: { itemId: string; jobPath: (jobId: string) => string }) {
  const item = useQueueState((state) => state.items[itemId]);
  const sentBytes = useQueueState((state) => state.sent[itemId] ?? 0);
  if (item === undefined || item.state.status === 'removing') return null;
  const [Icon, tone] = ICONS[item.state.status];
  return (
    <div className="relative flex gap-3 border-b border-line px-4 py-3">
      <Icon className={`mt-0.5 size-5 shrink-0 ${tone}`} aria-hidden />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1 basis-60">
            <p className="wrap-anywhere">
              {item.folder === '' ? null : <span className="text-ink-soft">{item.folder}/</span>}
              <span className="font-medium">{item.name}</span>
              <span className="ml-2 text-sm whitespace-nowrap text-ink-soft">{formatBytes(totalBytes(item))}</span>
            </p>
            {item.notice === null ? null : <p className="text-sm text-warn wrap-anywhere">{item.notice}</p>}
            <TwinQuestion item={item} jobPath={jobPath} />
            <ItemStatus item={item} sentBytes={sentBytes} />
          </div>
          <ItemTaskType item={item} />
          <div className="flex min-h-9 flex-wrap items-center gap-2">
            {item.state.status === 'submitted' ? (
              <Link to={jobPath(item.state.jobId)} className="px-1 py-1.5 text-sm font-medium text-accent underline">View job</Link>
            ) : null}
            <ItemActions item={item} />
          </div>
        </div>
        <ItemProgress item={item} sentBytes={sentBytes} />
      </div>
    </div>
  );
}

function ItemTaskType({ item }: { item: UploadItem }) {
  const queue = useUploadQueue();
  if (item.format === null || item.taskType === null || queue === null) return null;
  if (item.state.status !== 'staged') return <span className="min-h-9 py-1.5 text-sm text-ink-soft">{taskTypes.find(item.taskType)?.name ?? item.taskType}</span>;
  return (
    <div className="min-w-0">
      <TaskTypeSelect format={item.format} value={item.taskType} onChange={(taskType) => queue.send({ type: 'edit', itemIds: [item.id], change: { taskType } })} />
      {hasFaceChecks(item) ? <FaceChecksFields item={item} queue={queue} /> : null}
    </div>
  );
}

function ItemStatus({ item, sentBytes }: { item: UploadItem; sentBytes: number }) {
  const now = useNow(item.state.status === 'waiting' && item.state.retry ? 1_000 : null);
  const storeName = useUploadAccount()?.storeName ?? null;
  const failed = item.state.status === 'failed' ? item.state : null;
  return (
    <div className="text-sm">
      <p className={item.state.status === 'rejected' || failed ? 'text-bad' : 'text-ink-soft'}>{statusInWords(item, sentBytes, now)}</p>
      {failed === null ? null : failed.choice === undefined || storeName === null || item.job === null ? <Advice problem={failed.problem} /> : (
        <Suspense fallback={<Advice problem={failed.problem} />}>
          <FinalizeDecision problem={failed.problem} storeName={storeName} taskType={item.taskType} choice={failed.choice} reading={failed.reading ?? null} jobId={item.job.id} />
        </Suspense>
      )}
    </div>
  );
}

function Advice({ problem: { advice, said } }: { problem: ItemProblem }) {
  return (
    <p className="text-ink-soft wrap-anywhere">
      {advice}
      {said === null ? null : ` The server said: ${said}`}
    </p>
  );
}

function ItemProgress({ item, sentBytes }: { item: UploadItem; sentBytes: number }) {
  if (!isInProgress(item)) return null;
  const total = totalBytes(item);
  const sent = item.state.status === 'finalizing' ? total : sentBytes;
  return <progress aria-label={`Progress of ${item.name}`} value={sent} max={total} className="absolute inset-x-0 bottom-0 h-1 rounded-none" />;
}
