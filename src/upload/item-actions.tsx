import { useRef } from 'react';
import { Button } from '#src/ui/button.tsx';
import type { UploadItem } from './item.ts';
import { useUploadQueue } from './upload-context.tsx';

/** What can be done with one file in its present state. */
export function ItemActions({ item }: { item: UploadItem }) {
  const queue = useUploadQueue();
  if (queue === null) return null;
  const { status } = item.state;
  const canPause = status === 'waiting' || status === 'creating' || status === 'uploading';
  return (
    <>
      {canPause ? <Button onClick={() => queue.send({ type: 'pause', itemIds: [item.id] })}>Pause</Button> : null}
      {status === 'paused' ? <Button onClick={() => queue.send({ type: 'enqueue', itemIds: [item.id] })}>Resume</Button> : null}
      {item.state.status === 'failed' && item.state.needsFile ? <ChooseAgain item={item} /> : null}
      {item.state.status === 'failed' && !item.state.needsFile ? <Button onClick={() => queue.send({ type: 'enqueue', itemIds: [item.id] })}>Retry</Button> : null}
      {status === 'finalizing' ? null : <Button variant="quiet" onClick={() => queue.send({ type: 'remove', itemIds: [item.id] })}>Remove</Button>}
    </>
  );
}

/** Takes the same file again when this browser lost its bytes: matched by name and size. */
function ChooseAgain({ item }: { item: UploadItem }) {
  const queue = useUploadQueue();
  const input = useRef<HTMLInputElement>(null);
  const take = (file: File) => {
    if (file.name !== item.name || file.size !== item.sizeBytes) {
      input.current?.setCustomValidity(`That is another file. Choose ${item.name} again.`);
      input.current?.reportValidity();
      return;
    }
    queue?.send({ type: 'provide-bytes', itemId: item.id, slot: 'original', bytes: file });
    queue?.send({ type: 'enqueue', itemIds: [item.id] });
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        aria-label={`Choose ${item.name} again`}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) take(file);
        }}
      />
      <Button onClick={() => input.current?.click()}>Choose the file again</Button>
    </>
  );
}
