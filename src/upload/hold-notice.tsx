import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '#src/ui/button.tsx';
import { useQueueState, useUploadQueue } from './upload-context.tsx';

/** Says why the whole queue waits, with the way out. `signIn` is the link to the sign-in page. */
export function HoldNotice({ signIn }: { signIn: ReactNode }) {
  const queue = useUploadQueue();
  const hold = useQueueState((state) => state.hold);
  const online = useQueueState((state) => state.online);
  const uncopied = useQueueState((state) => state.uncopied.length);
  return (
    <>
      {hold && queue ? (
        <Notice title={hold.problem.title} text={`${hold.problem.advice} Nothing failed: the files wait.`} said={hold.problem.said} urgent>
          {hold.kind === 'no-credit' ? null : signIn}
          <Button onClick={() => queue.send({ type: 'release' })}>Go on</Button>
        </Notice>
      ) : null}
      {online ? null : <Notice title="Offline" text="The files wait and go on by themselves when the network is back." said={null} />}
      {uncopied > 0 ? (
        <Notice title="Not enough disk space in this browser" text={`${uncopied === 1 ? 'One file' : `${uncopied} files`} could not be copied. Keep this page open until they are sent, or you will be asked to choose them again.`} said={null} />
      ) : null}
    </>
  );
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
