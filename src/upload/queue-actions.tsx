import { useStore } from 'zustand';
import { Button } from '#src/ui/button.tsx';
import { formatCount } from '#src/ui/format.ts';
import { showToast } from '#src/ui/toast-store.ts';
import { Switch } from '#src/ui/switch.tsx';
import { isReadyToSend } from './item-problem.ts';
import { isInProgress, type UploadItem } from './item.ts';
import { uploadPreferences } from './preferences.ts';
import { useQueueState, useUploadQueue } from './upload-context.tsx';

/** What can be done with all files at once, and whether files start by themselves. */
export function QueueActions() {
  const queue = useUploadQueue();
  const { items, order } = useQueueState((state) => state);
  const { startWhenDropped, notifyWhenDone } = useStore(uploadPreferences);
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
      <div className="ml-auto flex flex-wrap gap-x-4">
        <Switch checked={startWhenDropped} onChange={(checked) => uploadPreferences.setState({ startWhenDropped: checked })}>Start when dropped</Switch>
        <Switch checked={notifyWhenDone} onChange={(checked) => void setNotify(checked)}>Notify when done</Switch>
      </div>
    </div>
  );
}

async function setNotify(wanted: boolean): Promise<void> {
  const allowed = wanted && (await Notification.requestPermission()) === 'granted';
  uploadPreferences.setState({ notifyWhenDone: allowed });
  if (wanted && !allowed) showToast('This browser does not allow Assay to notify. Allow it in the site settings, then switch it on again.', 'bad');
}
