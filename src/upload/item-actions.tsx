import { useRef, type MouseEvent } from 'react';
import { Button } from '#src/ui/button.tsx';
import { allowReading } from './allow-reading.ts';
import { startsByItself, type ItemChoice, type UploadItem } from './item.ts';
import { useUploadAccount, useUploadQueue } from './upload-context.tsx';

/** What can be done with one file in its present state. */
export function ItemActions({ item }: { item: UploadItem }) {
  const queue = useUploadQueue();
  if (queue === null) return null;
  const { status } = item.state;
  const remove = (event: MouseEvent<HTMLButtonElement>) => {
    focusNeighbour(event.currentTarget);
    queue.send({ type: 'remove', itemIds: [item.id] });
  };
  const canPause = status === 'waiting' || status === 'creating' || status === 'uploading' || startsByItself(item);
  return (
    <>
      {canPause ? <Button onClick={() => queue.send({ type: 'pause', itemIds: [item.id] })}>Pause</Button> : null}
      {status === 'paused' ? <Button onClick={() => queue.send({ type: 'enqueue', itemIds: [item.id] })}>Resume</Button> : null}
      {item.state.status === 'failed' ? <FailedActions item={item} needs={item.state.needs} choice={item.state.choice ?? null} /> : null}
      {status === 'finalizing' ? null : <Button variant="quiet" onClick={remove}>Remove</Button>}
    </>
  );
}

// Whoever goes through the list by keyboard stays in it when a row goes.
function focusNeighbour(button: HTMLButtonElement): void {
  const row = button.closest('li');
  const neighbour = row?.nextElementSibling ?? row?.previousElementSibling;
  [...(neighbour?.querySelectorAll('button') ?? [])].at(-1)?.focus({ preventScroll: true });
}

function FailedActions({ item, needs, choice }: { item: UploadItem; needs: 'file' | 'leave' | null; choice: ItemChoice | null }) {
  const opened = useUploadAccount();
  if (opened === null) return null;
  const retry = () => opened.queue.send({ type: 'enqueue', itemIds: [item.id] });
  if (choice !== null) {
    return (
      <>
        <Button onClick={retry}>Look again</Button>
        <Button onClick={() => opened.queue.send({ type: 'enqueue', itemIds: [item.id], despiteUnclear: true })}>{choice === 'fresh-job' ? 'Make a fresh job' : 'Finalize again'}</Button>
      </>
    );
  }
  if (needs === null) return <Button onClick={retry}>Retry</Button>;
  return (
    <>
      {needs === 'leave' ? <Button onClick={() => void allowReading(opened.account, item.id).then(retry)}>Allow reading</Button> : null}
      <ChooseAgain item={item} />
    </>
  );
}

/** Takes the same file again when this browser lost its bytes: matched by name and size here, by its bytes in the queue. */
function ChooseAgain({ item }: { item: UploadItem }) {
  const queue = useUploadQueue();
  const input = useRef<HTMLInputElement>(null);
  const take = (file: File) => {
    const isAlike = file.name === item.name && file.size === item.sizeBytes;
    input.current?.setCustomValidity(isAlike ? '' : `That is another file. Choose ${item.name} again.`);
    input.current?.reportValidity();
    if (isAlike) queue?.send({ type: 'choose-again', itemId: item.id, file, lastModified: file.lastModified });
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
          // The same file can be chosen twice in a row only if the field forgets it.
          event.target.value = '';
        }}
      />
      <Button onClick={() => input.current?.click()}>Choose the file again</Button>
    </>
  );
}
