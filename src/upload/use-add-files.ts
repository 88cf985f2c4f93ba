import { isReadyToSend } from './item-problem.ts';
import { uploadPreferences } from './preferences.ts';
import { stageFiles } from './stage-files.ts';
import { useUploadQueue } from './upload-context.tsx';

/** Adds files to the queue, and starts them when the analyst wants that. Resolves once all have been looked into. */
export function useAddFiles(): (files: readonly File[]) => Promise<void> {
  const queue = useUploadQueue();
  return async (files) => {
    if (queue === null) return;
    await stageFiles(files, Date.now(), (staged) => {
      queue.send({ type: 'add', entries: staged });
      if (!uploadPreferences.getState().startWhenDropped) return;
      const ready = staged.map(({ item }) => item).filter(isReadyToSend);
      queue.send({ type: 'enqueue', itemIds: ready.map((item) => item.id) });
    });
  };
}
