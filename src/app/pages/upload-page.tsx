import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { FilePickers } from '#src/upload/components/file-pickers.tsx';
import { ItemList } from '#src/upload/components/item-list.tsx';
import { QueueActions } from '#src/upload/components/queue-actions.tsx';
import { QueueSummary } from '#src/upload/components/queue-summary.tsx';
import { useQueueState } from '#src/upload/components/upload-context.tsx';
import { useTakesLong } from '#src/ui/use-takes-long.ts';
import { buttonClass } from '#src/ui/button.tsx';
import { MainLandmark } from '../main-landmark.tsx';
import { paths } from '../paths.ts';

// Of no use before there are files.
const BulkTaskType = lazy(async () => ({ default: (await import('#src/upload/components/bulk-task-type.tsx')).BulkTaskType }));
const QueueNotices = lazy(async () => ({ default: (await import('#src/upload/components/queue-notices.tsx')).QueueNotices }));

const OPENING_IS_SLOW_MS = 3_000;

/** Where files are added, sent, and followed until they are jobs. */
export function UploadPage() {
  const hasFiles = useQueueState(({ order }) => order.length > 0);
  const isSlow = useTakesLong(!useQueueState(({ ready }) => ready), OPENING_IS_SLOW_MS);
  const isStopped = useQueueState(({ hold, lasts }) => hold !== null || !lasts);
  return (
    <MainLandmark title="Upload">
      <div className="space-y-4">
        <FilePickers />
        <QueueActions />
        <QueueSummary />
        {hasFiles ? <Suspense fallback={null}><BulkTaskType /></Suspense> : null}
        <ItemList jobPath={paths.job} />
        {hasFiles || isSlow || isStopped ? (
          <Suspense fallback={null}>
            <QueueNotices isOpening={isSlow} signIn={<Link to={paths.signIn(paths.upload)} className={buttonClass('primary')}>Sign in</Link>} />
          </Suspense>
        ) : null}
      </div>
    </MainLandmark>
  );
}
