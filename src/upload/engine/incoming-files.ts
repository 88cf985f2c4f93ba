import { createStore } from 'zustand/vanilla';
import { uploadPreferences } from '../model/preferences.ts';

/** A file that was given to this page and that no queue shows yet. It would be gone with the page. */
export interface IncomingFile {
  readonly file: File;
  /** Whether it starts by itself, unless it is a double. */
  readonly starts: boolean;
}

/** What was given to this page, in the order in which it will be in the queue. */
export const incomingFiles = createStore<readonly IncomingFile[]>(() => []);

/** Takes files from a person. They wait here for a queue, since there is none until it is known who is signed in. */
export function addIncomingFiles(files: readonly File[]): void {
  if (files.length === 0) return;
  // A browser that is short of disk space then clears what others keep first.
  void navigator.storage?.persist?.().catch(() => false);
  const starts = uploadPreferences.getState().startWhenDropped;
  incomingFiles.setState((given) => [...given, ...inFolderOrder(files).map((file) => ({ file, starts }))], true);
}

/** Takes the files that were chosen in a field. */
export function addChosenFiles(field: HTMLInputElement): void {
  addIncomingFiles([...(field.files ?? [])]);
  // The same file can be chosen twice in a row only if the field forgets it.
  field.value = '';
}

/** Takes what was chosen in the document's own fields before any code had come, and what will be in one that is open now and leaves the page meanwhile. */
export function addEarlyFiles(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>('input[type=file]')) {
    addChosenFiles(field);
    field.addEventListener('change', () => addChosenFiles(field));
  }
}

/** Says of all that was given so far whether it starts by itself, once it is in the queue. */
export function startIncomingFiles(starts: boolean): void {
  incomingFiles.setState((given) => given.map(({ file }) => ({ file, starts })), true);
}

/** Files of a folder come as they lie on the disk: people look for them by name. Files chosen one by one keep their order. */
function inFolderOrder(files: readonly File[]): readonly File[] {
  // Read once each: a comparison is made far more often.
  const placed = files.map((file) => ({ file, path: file.webkitRelativePath }));
  if (placed.every(({ path }) => path === '')) return files;
  const byName = new Intl.Collator('en', { numeric: true });
  return placed.toSorted((a, b) => byName.compare(a.path, b.path)).map(({ file }) => file);
}
