import { uploadPreferences } from './preferences.ts';
import { stageFiles } from './stage-files.ts';
import { useUploadQueue } from './upload-context.tsx';

/** Adds files to the queue, and starts them when the analyst wants that. Resolves once all have been looked into. */
export function useAddFiles(): (files: readonly File[]) => Promise<void> {
  const queue = useUploadQueue();
  return async (files) => {
    if (queue === null) return;
    const start = uploadPreferences.getState().startWhenDropped ? 'no-doubles' : 'none';
    await stageFiles(files, Date.now(), (entries) => queue.send({ type: 'add', start, entries }));
  };
}
