import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '#src/ui/button.tsx';
import { formatCount } from '#src/ui/format.ts';
import type { Hold } from '../model/failure.ts';
import { needsBytes } from '../model/item.ts';
import { queueStatsOf } from '../model/queue-stats.ts';
import { useQueueState, useUploadQueue } from './upload-context.tsx';

/**
 * Says why files wait, with the way out, and asks what cannot be decided for a person. `signIn` is the link to the sign-in
 * page; `isOpening`: the list has taken long to open, and is not there yet.
 */
export function QueueNotices({ signIn, isOpening }: { signIn: ReactNode; isOpening: boolean }) {
  const queue = useUploadQueue();
  const hold = useQueueState((state) => state.hold);
  const online = useQueueState((state) => state.online);
  const lasts = useQueueState((state) => state.lasts);
  const asking = useQueueState((state) => queueStatsOf(state).asking);
  // What is through needs its bytes no more.
  const uncopied = useQueueState(({ uncopied: ids, items }) => ids.filter((id) => items[id] && needsBytes(items[id])).length);
  const unsaved = useQueueState((state) => state.unsaved.length);
  if (queue === null) return null;
  return (
    // Over the list's end instead of above it: what comes and goes must not move a row under the pointer.
    <div className="sticky bottom-4 z-20 space-y-2 empty:hidden">
      {hold ? (
        <Notice title={hold.problem.title} text={`${hold.problem.advice} ${waitingText(hold)}`} said={hold.problem.said} urgent>
          {hold.kind === 'no-credit' ? null : signIn}
          <Button onClick={() => queue.send({ type: 'release' })}>Go on</Button>
        </Notice>
      ) : null}
      {online ? null : <Notice title="Offline" text="The files wait and go on by themselves when the network is back." said={null} />}
      {isOpening ? <Notice title="The upload list is still being opened" text="This browser takes its time to read what it kept. What you add meanwhile comes in as soon as it is done; keep this page open until then." said={null} /> : null}
      {lasts ? null : (
        <Notice title="The list kept in this browser cannot be opened" text="Files added before may still be in it: reload the page to try again. What you add now is gone when the page closes." said={null} />
      )}
      {uncopied > 0 ? (
        <Notice title="Not enough disk space in this browser" text={`${uncopied === 1 ? 'One file' : `${uncopied} files`} could not be copied yet. Keep this page open until they are sent or there is room, or you will be asked to choose them again.`} said={null} />
      ) : null}
      {unsaved > 0 ? (
        <Notice
          title={`${unsaved === 1 ? 'One file is' : `${formatCount(unsaved)} files are`} not saved in this browser`}
          text="Its disk takes no writes; it is tried again by itself. Until then nothing is created or finalized for them. Make room on the disk and keep this page open: if it closes now, what happened to them since the last save is forgotten."
          said={null}
          urgent
        />
      ) : null}
      {asking.length > 1 ? (
        <Notice title={`${formatCount(asking.length)} files would be paid for twice`} text="They were analyzed before, or are in the list already. Nothing of them is sent until you decide." said={null}>
          <Button onClick={() => queue.send({ type: 'use-twin', itemIds: asking })}>Use what there is</Button>
          <Button variant="quiet" onClick={() => queue.send({ type: 'enqueue', itemIds: asking, despiteTwin: true })}>Analyze all again</Button>
        </Notice>
      ) : null}
    </div>
  );
}

function waitingText(hold: Hold): string {
  if (hold.kind !== 'forbidden') return 'Nothing failed: the files wait.';
  const goesOn = { create: 'What has a job already goes on', read: 'New files go on', finalize: 'What is being sent goes on' };
  return `Nothing failed. ${goesOn[hold.step]}; the other files wait.`;
}

interface NoticeProps {
  readonly title: string;
  readonly text: string;
  readonly said: string | null;
  readonly urgent?: boolean;
  readonly children?: ReactNode;
}

function Notice({ title, text, said, urgent = false, children }: NoticeProps) {
  return (
    <div role={urgent ? 'alert' : 'status'} className="flex gap-3 rounded-lg border border-warn bg-warn-wash p-4 text-sm">
      <TriangleAlert className="mt-0.5 size-5 shrink-0 text-warn" aria-hidden />
      <div className="min-w-0 space-y-1">
        <p className="font-semibold text-warn">{title}</p>
        <p>{text}</p>
        {said === null ? null : <p className="text-ink-soft wrap-anywhere">The server said: {said}</p>}
        {children ? <div className="flex flex-wrap gap-2 pt-1">{children}</div> : null}
      </div>
    </div>
  );
}
