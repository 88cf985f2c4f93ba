import { lazy, Suspense, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#src/ui/button.tsx';
import { formatPlural } from '#src/ui/format.ts';
import { showToast } from '#src/ui/toast-store.ts';
import { Switch } from '#src/ui/switch.tsx';
import { incomingFiles, startIncomingFiles } from '../engine/incoming-files.ts';
import { uploadPreferences } from '../model/preferences.ts';
import { queueStatsOf } from '../model/queue-stats.ts';
import { useQueueState, useUploadQueue } from './upload-context.tsx';

// Of no use before there are files.
const AnalyzeNote = lazy(async () => ({ default: (await import('./analyze-note.tsx')).AnalyzeNote }));
const RetryFailedDialog = lazy(async () => ({ default: (await import('./retry-failed-dialog.tsx')).RetryFailedDialog }));

const ANALYZE_NOTE_ID = 'analyze-note';

/** What can be done with all files at once, and whether files start by themselves. */
export function QueueActions() {
  const queue = useUploadQueue();
  const { ready, active, paused, retryable, rejected, submitted } = useQueueState(queueStatsOf);
  const { startWhenDropped, notifyWhenDone } = useStore(uploadPreferences);
  const given = useStore(incomingFiles);
  const [asksRetry, setAsksRetry] = useState(false);
  if (queue === null) return null;
  const button = (label: string, itemIds: readonly string[], type: 'enqueue' | 'remove') => (
    <Button onClick={() => queue.send({ type, itemIds })}>{label}</Button>
  );
  // Thousands of files take a while to be listed: nobody has to wait for that.
  const starting = given.filter(({ starts }) => starts).length;
  const analyzable = ready.length + given.length - starting;
  // Of files that are still being listed it is not known what they will ask for.
  const isTold = ready.length > 0 && ready.length === analyzable;
  const analyze = () => {
    startIncomingFiles(true);
    queue.send({ type: 'enqueue', itemIds: ready });
  };
  const pauseAll = () => {
    startIncomingFiles(false);
    queue.send({ type: 'pause', itemIds: active });
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button variant="primary" disabled={analyzable === 0} aria-describedby={isTold ? ANALYZE_NOTE_ID : undefined} onClick={analyze}>
        {`Analyze ${formatPlural(analyzable, 'file')}`}
      </Button>
      {isTold ? <Suspense fallback={null}><AnalyzeNote id={ANALYZE_NOTE_ID} /></Suspense> : null}
      {active.length + starting > 1 ? <Button onClick={pauseAll}>Pause all</Button> : null}
      {paused.length > 1 ? button('Resume all', paused, 'enqueue') : null}
      {retryable.length > 0 ? <Button onClick={() => setAsksRetry(true)}>Retry failed</Button> : null}
      {asksRetry ? <Suspense fallback={null}><RetryFailedDialog onClose={() => setAsksRetry(false)} /></Suspense> : null}
      {rejected.length > 0 ? button('Remove rejected', rejected, 'remove') : null}
      {submitted.length > 0 ? button('Clear submitted', submitted, 'remove') : null}
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
