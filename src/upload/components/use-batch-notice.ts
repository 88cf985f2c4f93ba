import { useEffect } from 'react';
import { useStore } from 'zustand';
import { pageLifecycle } from '#src/lib/page-lifecycle.ts';
import { formatPlural } from '#src/ui/format.ts';
import { uploadPreferences } from '../model/preferences.ts';
import { totalsOf } from '../model/queue-stats.ts';
import { useUploadQueue } from './upload-context.tsx';

/** Shows a system notification when the last file of a batch is through and the page is not being looked at. */
export function useBatchNotice(): void {
  const queue = useUploadQueue();
  const wanted = useStore(uploadPreferences, (state) => state.notifyWhenDone);
  useEffect(() => {
    if (queue === null || !wanted) return undefined;
    return queue.state.subscribe((now, before) => {
      if (now.items === before.items || pageLifecycle.isVisible()) return;
      const { inProgress, submitted, failed } = totalsOf(now);
      if (inProgress > 0 || totalsOf(before).inProgress === 0 || submitted + failed === 0) return;
      const text = failed === 0 ? `${formatPlural(submitted, 'file')} submitted.` : `${formatPlural(submitted, 'file')} submitted, ${failed} failed.`;
      void new Notification('Assay', { body: text, tag: 'assay-batch' });
    });
  }, [queue, wanted]);
}
