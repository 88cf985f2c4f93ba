import { lazy, Suspense, useEffect, useEffectEvent, type ReactNode } from 'react';
import { useDropzone } from 'react-dropzone';
import { addIncomingFiles } from '../engine/incoming-files.ts';
import { useQueueState } from './upload-context.tsx';

// Of no use before the first file; a server that is gone by then takes nothing else from the page.
const UploadSignals = lazy(async () => ({ default: (await import('./upload-signals.tsx').catch(() => null))?.UploadSignals ?? (() => null) }));

/** What the area tells the app. */
export interface DropAreaProps {
  /** Files were dropped or pasted, on whichever page. */
  readonly onTaken: () => void;
  readonly children: ReactNode;
}

/** Takes files and folders dropped anywhere on the page, and files pasted from the clipboard. */
export function DropArea({ onTaken, children }: DropAreaProps) {
  const hasFiles = useQueueState((state) => state.order.length > 0);
  const take = (files: readonly File[]) => {
    if (files.length === 0) return;
    onTaken();
    addIncomingFiles(files);
  };
  const { getRootProps, isDragActive, isDragGlobal } = useDropzone({ onDrop: take, noClick: true, noKeyboard: true });
  const onPaste = useEffectEvent((event: ClipboardEvent) => take([...(event.clipboardData?.files ?? [])]));
  useEffect(() => {
    const listener = (event: ClipboardEvent) => onPaste(event);
    document.addEventListener('paste', listener);
    return () => document.removeEventListener('paste', listener);
  }, []);
  return (
    <div {...getRootProps({ role: undefined, tabIndex: undefined })} className="flex min-h-dvh flex-col">
      {children}
      {hasFiles ? <Suspense fallback={null}><UploadSignals /></Suspense> : null}
      {/* Each of the two can stay on by itself: the first after a quick drop, the second when the element under the pointer goes. */}
      {isDragActive && isDragGlobal ? (
        <div aria-hidden className="pointer-events-none fixed inset-2 z-40 grid place-items-center rounded-2xl border-4 border-dashed border-accent bg-accent-wash/90 px-4 text-center text-xl font-semibold text-accent">
          Drop to add to the upload list
        </div>
      ) : null}
    </div>
  );
}
