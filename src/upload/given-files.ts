import { createStore } from 'zustand/vanilla';
import { uploadPreferences } from './preferences.ts';
import { figuresOf } from './queue-figures.ts';
import type { QueueState } from './queue-state.ts';
import type { UploadQueue } from './queue.ts';
import { stageFiles } from './stage-files.ts';

/** Files that were given to this page and that no queue shows yet. They would be gone with the page. */
export interface GivenFiles {
  /** In the order in which they will be in the queue. */
  readonly files: readonly File[];
  /** How many of the first of them start by themselves as soon as the queue shows them: a person said so already. */
  readonly starting: number;
}

/** What was given to this page. */
export const givenFiles = createStore<GivenFiles>(() => ({ files: [], starting: 0 }));

/** Takes files from a person. They wait here for a queue, since there is none until it is known who is signed in. */
export function giveFiles(files: readonly File[]): void {
  if (files.length === 0) return;
  // A browser that is short of disk space then clears what others keep first.
  void navigator.storage?.persist?.().catch(() => false);
  givenFiles.setState((given) => ({ files: [...given.files, ...inFolderOrder(files)] }));
}

/** Takes the files that were chosen in a field. */
export function giveChosenFiles(field: HTMLInputElement): void {
  giveFiles([...(field.files ?? [])]);
  // The same file can be chosen twice in a row only if the field forgets it.
  field.value = '';
}

/** Takes what was chosen in the document's own fields before any code had come, and what will be in one that is open now and leaves the page meanwhile. */
export function giveEarlyFiles(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>('input[type=file]')) {
    giveChosenFiles(field);
    field.addEventListener('change', () => giveChosenFiles(field));
  }
}

/** Starts all that was given so far and is no double, once it is in the queue. */
export function startGivenFiles(): void {
  givenFiles.setState((given) => (given.files.length === 0 ? given : { starting: given.files.length }));
}

/** Starts nothing by itself of what was given so far. */
export function holdGivenFiles(): void {
  givenFiles.setState({ starting: 0 });
}

/** Moves files into a queue as they come, and starts them when the analyst wants that. Returns what ends it; files that are not moved yet keep waiting. */
export function moveGivenFiles(queue: UploadQueue): () => void {
  const stopping = new AbortController();
  // Of the items that the queue was handed and may not show yet.
  let handed: string[] = [];
  const startsOnceShown = new Set<string>();
  let isMoving = false;

  const left = () => (stopping.signal.aborted ? [] : givenFiles.getState().files.slice(handed.length));
  const move = async () => {
    if (isMoving) return;
    isMoving = true;
    for (let files = left(); files.length > 0; files = left()) {
      const start = uploadPreferences.getState().startWhenDropped ? 'no-doubles' : 'none';
      await stageFiles(files, Date.now(), (entries) => {
        if (stopping.signal.aborted) return;
        handed = [...handed, ...entries.map(({ item }) => item.id)];
        queue.send({ type: 'add', start, entries });
      });
    }
    isMoving = false;
  };

  // A file counts as given until the queue shows it, so that at no moment it is in neither.
  const letGo = () => {
    if (handed.length === 0) return;
    const ids = handed;
    handed = [];
    for (const id of ids.slice(0, givenFiles.getState().starting)) startsOnceShown.add(id);
    givenFiles.setState(({ files, starting }) => ({ files: files.slice(ids.length), starting: Math.max(0, starting - ids.length) }));
  };
  const startShown = (state: QueueState) => {
    const shown = [...startsOnceShown].filter((id) => id in state.items);
    if (shown.length === 0) return;
    for (const id of shown) startsOnceShown.delete(id);
    const ready = new Set(figuresOf(state).ready);
    queue.send({ type: 'enqueue', itemIds: shown.filter((id) => ready.has(id)) });
  };

  const subscriptions = [
    givenFiles.subscribe((now, before) => {
      const isHeld = now.starting === 0 && now.files === before.files;
      if (isHeld) startsOnceShown.clear();
      void move();
    }),
    queue.state.subscribe((state) => {
      letGo();
      startShown(state);
    }),
  ];
  void move();
  return () => {
    stopping.abort();
    for (const unsubscribe of subscriptions) unsubscribe();
    letGo();
    // What is left may go to another account, which nobody asked to pay.
    holdGivenFiles();
  };
}

const byName = new Intl.Collator('en', { numeric: true });

/** Files of a folder come as they lie on the disk: people look for them by name. Files chosen one by one keep their order. */
function inFolderOrder(files: readonly File[]): readonly File[] {
  // Read once each: a comparison is made far more often.
  const placed = files.map((file) => ({ file, path: file.webkitRelativePath }));
  if (placed.every(({ path }) => path === '')) return files;
  return placed.toSorted((a, b) => byName.compare(a.path, b.path)).map(({ file }) => file);
}
