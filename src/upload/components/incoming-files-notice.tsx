import { useStore } from 'zustand';
import { formatPlural } from '#src/ui/format.ts';
import { incomingFiles } from '../engine/incoming-files.ts';
import { useUploadQueue } from './upload-context.tsx';

/** Says that files wait for a sign-in, on whichever page they were dropped; nothing otherwise. */
export function GivenFilesNotice() {
  const queue = useUploadQueue();
  const waiting = useStore(incomingFiles).length;
  return (
    <div role="status" aria-label="Files that wait">
      {queue === null && waiting > 0 ? (
        <p className="border-b border-line bg-warn-wash px-4 py-1.5 text-center text-sm">
          {`${formatPlural(waiting, 'file')} will be added to the upload list once you are signed in. Keep this page open until then.`}
        </p>
      ) : null}
    </div>
  );
}
