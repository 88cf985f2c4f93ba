import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { pageLifecycle } from '#src/lib/page-lifecycle.ts';
import { parseView, printView, type JobsView } from '../model/search-params.ts';

// The address follows typing this much later: each change of it costs more than a keystroke may.
const ADDRESS_MS = 250;

/** What the jobs page shows, and how it is changed. */
export interface JobsViewState {
  readonly view: JobsView;
  /** Shows something else; back leads to what was shown before. */
  readonly show: (change: Partial<JobsView>) => void;
  /** Takes a keystroke of the search: shown at once, in the address a moment later, without an entry in the history. */
  readonly type: (q: string) => void;
  /** The search has been left: the address takes it over. */
  readonly endTyping: () => void;
}

/** A view that the address is about to take over. */
interface Due {
  readonly view: JobsView;
  /** Whether it takes the place of the entry in the history. */
  readonly replace: boolean;
  readonly cancel: () => void;
}

/**
 * The view that the address says. What a person does here shows first, and the address follows: the router works in the
 * background, and would show it a frame or two later.
 */
export function useJobsView(): JobsViewState {
  const [search, setSearch] = useSearchParams();
  const address = search.toString();
  const [view, setView] = useState(() => parseView(search));
  const due = useRef<Due | null>(null);
  /** What the address is, or will be once the router has come back. */
  const told = useRef(address);
  /** What the router was given and has not come back with yet. */
  const underWay = useRef<string[]>([]);
  useEffect(() => {
    const own = underWay.current.indexOf(address);
    underWay.current = own < 0 ? [] : underWay.current.slice(own + 1);
    if (own >= 0) return;
    // Back, forward, or a link.
    told.current = address;
    drop(due);
    setView((shown) => (printView(shown).toString() === address ? shown : parseView(new URLSearchParams(address))));
  }, [address]);
  useEffect(() => {
    const onPopState = () => drop(due);
    window.addEventListener('popstate', onPopState);
    return () => {
      window.removeEventListener('popstate', onPopState);
      drop(due);
    };
  }, []);
  const put = () => {
    const next = due.current;
    if (next === null) return;
    drop(due);
    const printed = printView(next.view).toString();
    if (printed === told.current) return;
    told.current = printed;
    underWay.current.push(printed);
    setSearch(printed, { replace: next.replace });
  };
  return {
    view,
    show: (change) => {
      // A step in the history must not be lost to the next one.
      if (due.current?.replace === false) put();
      drop(due);
      const next = { ...view, ...change };
      setView(next);
      due.current = { view: next, replace: false, cancel: afterPaint(put) };
    },
    type: (q) => {
      if (due.current?.replace === false) put();
      drop(due);
      const next = { ...view, q };
      setView(next);
      const timer = setTimeout(put, ADDRESS_MS);
      due.current = { view: next, replace: true, cancel: () => clearTimeout(timer) };
    },
    endTyping: put,
  };
}

function drop(due: { current: Due | null }): void {
  due.current?.cancel();
  due.current = null;
}

/** Calls back once the next frame has been painted, or at once in a page that is hidden; gives back what prevents it. */
function afterPaint(call: () => void): () => void {
  if (!pageLifecycle.isVisible()) {
    const timer = setTimeout(call);
    return () => clearTimeout(timer);
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(call);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
