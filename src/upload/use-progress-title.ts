import { useEffect } from 'react';
import { totalsOf } from './queue-figures.ts';
import { useQueueState } from './upload-context.tsx';

/** Puts the share of files that are through in front of the document's title while uploads run: "(12/40) Jobs · Assay". */
export function useProgressTitle(): void {
  const mark = useQueueState((state) => {
    const { inProgress, submitted, failed, files } = totalsOf(state);
    return inProgress === 0 ? '' : `(${submitted + failed}/${files}) `;
  });
  useEffect(() => {
    const show = () => {
      const bare = document.title.replace(/^\(\d+\/\d+\) /, '');
      if (document.title !== mark + bare) document.title = mark + bare;
    };
    show();
    // Pages set the title when they open; the mark belongs in front of each.
    const titles = new MutationObserver(show);
    titles.observe(document.head, { subtree: true, childList: true, characterData: true });
    return () => titles.disconnect();
  }, [mark]);
}
