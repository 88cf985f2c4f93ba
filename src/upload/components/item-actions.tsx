import { useRef, type MouseEvent } from 'react';
import { Button } from '#src/ui/button.tsx';
import { requestReadPermission } from '../storage/request-permission.ts';
import { startsByItself, usesReference, type ItemChoice, type UploadItem } from '../model/item.ts';
import type { UploadQueue } from '../model/queue.ts';
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
      {needs === 'leave' ? <Button onClick={() => void requestReadPermission(opened.storeName, item.id).then(retry)}>Allow reading</Button> : null}
      <ChooseAgain item={item} queue={opened.queue} />
    </>
  );
}

/**
 * Takes the same file again for each slot whose bytes this browser may have lost: matched by name and size here, the main
 * file by its bytes in the queue too.
 */
export function ChooseAgain({ item, queue }: { item: UploadItem; queue: Pick<UploadQueue, 'send'> }) {
  const takeReference = (bytes: File) => {
    queue.send({ type: 'provide-bytes', itemId: item.id, slot: 'reference', bytes });
    queue.send({ type: 'enqueue', itemIds: [item.id] });
  };
  return (
    <>
      <ChooseSame file={item} label="Choose the file again" onTake={(file) => queue.send({ type: 'choose-again', itemId: item.id, file, lastModified: file.lastModified })} />
      {usesReference(item) && item.reference ? <ChooseSame file={item.reference} label="Choose the reference image again" onTake={takeReference} /> : null}
    </>
  );
}

function ChooseSame({ file: { name, sizeBytes }, label, onTake }: { file: { readonly name: string; readonly sizeBytes: number }; label: string; onTake: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const take = (file: File) => {
    const isAlike = file.name === name && file.size === sizeBytes;
    input.current?.setCustomValidity(isAlike ? '' : `That is another file. Choose ${name} again.`);
    input.current?.reportValidity();
    if (isAlike) onTake(file);
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        aria-label={`Choose ${name} again`}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) take(file);
          // The same file can be chosen twice in a row only if the field forgets it.
          event.target.value = '';
        }}
      />
      <Button onClick={() => input.current?.click()}>{label}</Button>
    </>
  );
}
