import { uploadPreferences } from './preferences.ts';
import { stageFiles } from './stage-files.ts';
import { countStaging } from './staging-store.ts';
import { useUploadQueue } from './upload-context.tsx';

/** Adds files to the queue, and starts them when the analyst wants that. Resolves once all are in the list. */
export function useAddFiles(): (files: readonly File[]) => Promise<void> {
  const queue = useUploadQueue();
  return async (files) => {
    if (queue === null) return;
    const start = uploadPreferences.getState().startWhenDropped ? 'no-doubles' : 'none';
    countStaging(files.length);
    // A browser that is short of disk space then clears what others keep first.
    void navigator.storage?.persist?.().catch(() => false);
    await stageFiles(inFolderOrder(files), Date.now(), (entries) => {
      queue.send({ type: 'add', start, entries });
      countStaging(-entries.length);
    });
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
