import { isReadyToSend } from './item-problem.ts';
import { uploadPreferences } from './preferences.ts';
import { stageFiles } from './stage-files.ts';
import { useUploadEngine } from './upload-context.tsx';

/** Adds files to the queue, and starts them when the analyst wants that. Resolves once all have been looked into. */
export function useAddFiles(): (files: readonly File[]) => Promise<void> {
  const engine = useUploadEngine();
  return async (files) => {
    if (engine === null) return;
    await stageFiles(files, Date.now(), (staged) => {
      engine.add(staged);
      if (uploadPreferences.getState().startWhenDropped) engine.enqueue(staged.map(({ item }) => item).filter(isReadyToSend).map((item) => item.id));
    });
  };
}
