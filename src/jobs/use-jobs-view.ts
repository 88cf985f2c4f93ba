import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { parseView, printView, type JobsView } from './view-in-address.ts';

// The address follows typing this much later: each change of it costs more than a keystroke may.
const ADDRESS_MS = 250;

/** What the jobs page shows, and how it is changed. */
export interface JobsViewState {
  readonly view: JobsView;
  /** Shows something else; back leads to what was shown before. */
  readonly show: (change: Partial<JobsView>) => void;
  /** Takes a keystroke of the search: shown at once, in the address a moment later, without an entry in the history. */
  readonly type: (q: string) => void;
  /** The search has been left: the address counts again. */
  readonly endTyping: () => void;
}

/** The view in the address, with what is being typed before it. */
export function useJobsView(): JobsViewState {
  const [search, setSearch] = useSearchParams();
  // While a person types, what is typed is the truth, and a key is never lost.
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const parsed = parseView(search);
  // The address has caught up. Cleared any sooner, a click right after a keystroke would be taken without it.
  if (typed !== null && typed === parsed.q) setTyped(null);
  const view = typed === null ? parsed : { ...parsed, q: typed };
  useEffect(() => {
    const onPopState = () => {
      clearTimeout(timer.current);
      setTyped(null);
    };
    window.addEventListener('popstate', onPopState);
    return () => {
      window.removeEventListener('popstate', onPopState);
      clearTimeout(timer.current);
    };
  }, []);
  const put = (next: JobsView, replace: boolean) => {
    clearTimeout(timer.current);
    setSearch(printView(next), { replace });
  };
  return {
    view,
    show: (change) => {
      if (change.q !== undefined) setTyped(change.q);
      put({ ...view, ...change }, false);
    },
    type: (q) => {
      setTyped(q);
      clearTimeout(timer.current);
      timer.current = setTimeout(put, ADDRESS_MS, { ...view, q }, true);
    },
    endTyping: () => {
      if (typed !== null) put(view, true);
    },
  };
}
