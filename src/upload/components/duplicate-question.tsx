import { Link } from 'react-router';
import { Button } from '#src/ui/button.tsx';
import { isReadyToSend } from '../model/item-problem.ts';
import type { UploadItem } from '../model/item.ts';
import { duplicateStatus } from '../model/duplicate-finder.ts';
import { useQueueState, useUploadQueue } from './upload-context.tsx';

/** Says that a file would be paid for twice, and asks what to do. Nothing for a file without a duplicate. */
export function TwinQuestion({ item, jobPath }: { item: UploadItem; jobPath: (jobId: string) => string }) {
  const queue = useUploadQueue();
  const jobId = useQueueState(({ items }) => {
    const standing = duplicateStatus(item, items);
    return standing === null || standing === 'listed' ? standing : standing.jobId;
  });
  if (jobId === null || queue === null || item.state.status !== 'staged') return null;
  const under = item.twin?.sameName === true ? '' : ' under another name';
  const itemIds = [item.id];
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-warn">
      {jobId === 'listed' ? (
        <p>This file is in the list already{under}.</p>
      ) : (
        <p>
          The same file was analyzed before{under}, as <Link to={jobPath(jobId)} className="underline">job {jobId}</Link>.
        </p>
      )}
      {jobId === 'listed' ? null : <Button onClick={() => queue.send({ type: 'use-twin', itemIds })}>{`Use job ${jobId}`}</Button>}
      {isReadyToSend(item) ? <Button variant="quiet" onClick={() => queue.send({ type: 'enqueue', itemIds, despiteTwin: true })}>Analyze anyway</Button> : null}
    </div>
  );
}
