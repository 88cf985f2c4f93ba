import { Children, useLayoutEffect, useMemo, useState, type ReactNode } from 'react';

/** What {@link Staggered} shows, and whether it may take its time. */
export interface StaggeredProps {
  /** Whether all of it is rendered at once, as is best when the page has long been there. */
  readonly atOnce: boolean;
  readonly children: ReactNode;
}

/** Renders each child in a task of its own, from the first to the last: a slow computer is not held up for all of them. */
export function Staggered({ atOnce, children }: StaggeredProps) {
  const each = useMemo(() => Children.toArray(children), [children]);
  const [shown, setShown] = useState(atOnce ? Number.POSITIVE_INFINITY : 0);
  // Not after the paint: the next turn need not wait for it, and a fast computer paints all of them at once.
  useLayoutEffect(() => {
    if (!Number.isFinite(shown)) return;
    const turn = setTimeout(() => setShown(shown < each.length ? shown + 1 : Number.POSITIVE_INFINITY));
    return () => clearTimeout(turn);
  }, [shown, each.length]);
  return each.slice(0, shown);
}
