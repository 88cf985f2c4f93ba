import { createStore } from 'zustand/vanilla';
import { uploadPreferences } from './preferences.ts';
import type { UploadQueue } from './queue.ts';
import { stageFiles } from './stage-files.ts';

/** Files that were given to this page and are not in a queue yet, in the order in which they will be. They would be gone with the page. */
export const givenFiles = createStore<readonly File[]>(() => []);

/** Takes files from a person. They wait here for a queue, since there is none until it is known who is signed in. */
export function giveFiles(files: readonly File[]): void {
  if (files.length === 0) return;
  // A browser that is short of disk space then clears what others keep first.
  void navigator.storage?.persist?.().catch(() => false);
  givenFiles.setState((waiting) => [...waiting, ...inFolderOrder(files)], true);
}

/** Moves files into a queue as they come, and starts them when the analyst wants that. Returns what ends it; files that are not moved yet keep waiting. */
export function moveGivenFiles(queue: UploadQueue): () => void {
  const stopping = new AbortController();
  let isMoving = false;
  const move = async () => {
    if (isMoving) return;
    isMoving = true;
    for (let files = givenFiles.getState(); files.length > 0 && !stopping.signal.aborted; files = givenFiles.getState()) {
      const start = uploadPreferences.getState().startWhenDropped ? 'no-doubles' : 'none';
      await stageFiles(files, Date.now(), (entries) => {
        if (stopping.signal.aborted) return;
        queue.send({ type: 'add', start, entries });
        givenFiles.setState((waiting) => waiting.slice(entries.length), true);
      });
    }
    isMoving = false;
  };
  const unsubscribe = givenFiles.subscribe(() => void move());
  void move();
  return () => {
    stopping.abort();
    unsubscribe();
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
