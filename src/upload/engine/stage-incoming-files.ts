import { incomingFiles, startIncomingFiles } from './incoming-files.ts';
import type { UploadQueue } from '../model/queue.ts';
import { stageFiles, type StagedFile } from '../model/stage-files.ts';

/** An item that the queue was handed and may not show yet, and whether it was to start by itself. */
interface HandedItem {
  readonly id: string;
  readonly starts: boolean;
}

/** Moves given files into a queue as they come. Returns what ends it; files that are not moved yet keep waiting, for a person to start. */
export function stageIncomingFiles(queue: UploadQueue): () => void {
  const stopping = new AbortController();
  let handed: readonly HandedItem[] = [];
  let isMoving = false;

  const left = () => (stopping.signal.aborted ? [] : incomingFiles.getState().slice(handed.length));
  const move = async () => {
    if (isMoving) return;
    isMoving = true;
    for (let given = left(); given.length > 0; given = left()) await stageFiles(given.map(({ file }) => file), Date.now(), hand);
    isMoving = false;
  };

  function hand(entries: readonly StagedFile[]): void {
    if (stopping.signal.aborted) return;
    const given = left();
    const staged = entries.map((entry, index) => ({ entry, starts: given[index]?.starts ?? false }));
    handed = [...handed, ...staged.map(({ entry, starts }) => ({ id: entry.item.id, starts }))];
    for (const starts of [true, false]) {
      const alike = staged.filter((each) => each.starts === starts).map(({ entry }) => entry);
      if (alike.length > 0) queue.send({ type: 'add', start: starts ? 'no-doubles' : 'none', entries: alike });
    }
  }

  // A file counts as given until the queue shows it, so that at no moment it is in neither.
  const letGo = () => {
    if (handed.length === 0) return;
    const shown = handed;
    const given = incomingFiles.getState();
    handed = [];
    incomingFiles.setState(given.slice(shown.length), true);
    // A person may have started or held them since they were handed over.
    const changedTo = (wanted: boolean) => shown.filter(({ starts }, index) => starts !== wanted && given[index]?.starts === wanted).map(({ id }) => id);
    const started = changedTo(true);
    const held = changedTo(false);
    if (started.length > 0) queue.send({ type: 'enqueue', itemIds: started });
    if (held.length > 0) queue.send({ type: 'pause', itemIds: held });
  };

  const subscriptions = [incomingFiles.subscribe(() => void move()), queue.state.subscribe(letGo)];
  void move();
  return () => {
    stopping.abort();
    for (const unsubscribe of subscriptions) unsubscribe();
    letGo();
    // What is left may go to another account, which nobody asked to pay.
    startIncomingFiles(false);
  };
}
