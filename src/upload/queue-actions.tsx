import { useStore } from 'zustand';
import { Button } from '#src/ui/button.tsx';
import { formatCount } from '#src/ui/format.ts';
import { isReadyToSend } from './item-problem.ts';
import { isInProgress, type UploadItem } from './item.ts';
import { uploadPreferences } from './preferences.ts';
import { useQueueState, useUploadQueue } from './upload-context.tsx';

/** What can be done with all files at once, and whether files start by themselves. */
export function QueueActions() {
  const queue = useUploadQueue();
  const { items, order } = useQueueState((state) => state);
  const startWhenDropped = useStore(uploadPreferences, (state) => state.startWhenDropped);
  if (queue === null) return null;
  const idsOf = (choose: (item: UploadItem) => boolean) => order.filter((id) => items[id] !== undefined && choose(items[id]));
  const ready = idsOf(isReadyToSend);
  const active = idsOf((item) => isInProgress(item) && item.state.status !== 'finalizing');
  const paused = idsOf((item) => item.state.status === 'paused');
  const failed = idsOf((item) => item.state.status === 'failed' && !item.state.needsFile);
  const rejected = idsOf((item) => item.state.status === 'rejected');
  const submitted = idsOf((item) => item.state.status === 'submitted');
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button variant="primary" disabled={ready.length === 0} onClick={() => queue.send({ type: 'enqueue', itemIds: ready })}>
        {`Analyze ${formatCount(ready.length)} ${ready.length === 1 ? 'file' : 'files'}`}
      </Button>
      {active.length > 1 ? <Button onClick={() => queue.send({ type: 'pause', itemIds: active })}>Pause all</Button> : null}
      {paused.length > 1 ? <Button onClick={() => queue.send({ type: 'enqueue', itemIds: paused })}>Resume all</Button> : null}
      {failed.length > 0 ? <Button onClick={() => queue.send({ type: 'enqueue', itemIds: failed })}>Retry failed</Button> : null}
      {rejected.length > 0 ? <Button onClick={() => queue.send({ type: 'remove', itemIds: rejected })}>Remove rejected</Button> : null}
      {submitted.length > 0 ? <Button onClick={() => queue.send({ type: 'remove', itemIds: submitted })}>Clear submitted</Button> : null}
      <label className="ml-auto flex min-h-9 items-center gap-2 text-sm">
        <input
          type="checkbox"
          role="switch"
          aria-checked={startWhenDropped}
          className="size-4 accent-accent"
          checked={startWhenDropped}
          onChange={(event) => uploadPreferences.setState({ startWhenDropped: event.target.checked })}
        />
        Start when dropped
      </label>
    </div>
  );
}
