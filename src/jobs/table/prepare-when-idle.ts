import type { JobIndex } from '../index/sync/job-index.ts';

// Well below a frame, so that nobody notices.
const SLICE_MS = 6;
// Changes that keep coming, as details do at first, would undo the work.
const REST_MS = 500;

/** Gets the first search and the first sort by each column ready while nothing else is to be done; gives back what ends it. */
export function prepareWhenIdle(index: JobIndex): () => void {
  let steps: Generator<void, void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const work = () => {
    timer = undefined;
    steps ??= index.queryEngine().prepare();
    const end = performance.now() + SLICE_MS;
    while (performance.now() < end) {
      if (steps.next().done !== true) continue;
      steps = null;
      return;
    }
    timer = setTimeout(work, SLICE_MS);
  };
  const start = () => {
    clearTimeout(timer);
    timer = setTimeout(work, REST_MS);
  };
  let queryEngine = index.queryEngine();
  const unsubscribe = index.state.subscribe(() => {
    if (index.queryEngine() !== queryEngine) {
      queryEngine = index.queryEngine();
      steps = null;
    }
    start();
  });
  start();
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}
