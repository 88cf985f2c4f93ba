import { useEffect, useState } from 'react';
import { systemClock } from '#src/lib/clock.ts';
import { createThrottle } from '#src/lib/throttle.ts';
import { totalsOf } from '../model/queue-stats.ts';
import { useQueueState } from './upload-context.tsx';

// The browser passes each title on to its windows: more often than people look would take the processor from uploads.
const SHOW_EVERY_MS = 1_000;

/** Puts the share of files that are through in front of the document's title while uploads run: "(12/40) Jobs · Assay". */
export function useProgressTitle(): void {
  const mark = useQueueState((state) => {
    const { inProgress, submitted, failed, files } = totalsOf(state);
    return inProgress === 0 ? '' : `(${submitted + failed}/${files}) `;
  });
  const [title] = useState(createMarkedTitle);
  useEffect(() => title.mark(mark), [mark, title]);
  useEffect(() => {
    // Pages set the title when they open; the mark belongs in front of each.
    const titles = new MutationObserver(title.write);
    titles.observe(document.head, { subtree: true, childList: true, characterData: true });
    return () => titles.disconnect();
  }, [title]);
}

function createMarkedTitle() {
  let mark = '';
  const write = () => {
    const bare = document.title.replace(/^\(\d+\/\d+\) /, '');
    if (document.title !== mark + bare) document.title = mark + bare;
  };
  const newPace = () => createThrottle(systemClock, SHOW_EVERY_MS, write);
  let throttle = newPace();
  return {
    write,
    mark(next: string) {
      // The beginning and the end show at once.
      if ((mark === '') !== (next === '')) {
        throttle.stop();
        throttle = newPace();
      }
      mark = next;
      throttle.ask();
    },
  };
}
