import { useEffect, useRef, type RefObject } from 'react';
import { isTyping } from '#src/ui/is-typing.ts';

/** What the keys move over; places count from 0. */
export interface TableKeysOptions {
  readonly body: RefObject<HTMLElement | null>;
  readonly count: number;
  readonly firstInSight: number;
  readonly idOf: (place: number) => string;
  readonly placeOf: (jobId: string) => number;
  readonly scrollTo: (place: number) => void;
  /** `range`: everything from the row that was chosen last to this one. */
  readonly onToggle: (jobId: string, range: boolean) => void;
}

/**
 * j and k go from row to row, x selects, with shift everything in between; Enter opens, since a row's link has the focus.
 * The arrow keys do the same once the focus is in the rows.
 */
export function useTableKeys(options: TableKeysOptions): void {
  const latest = useRef(options);
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    latest.current = options;
    // A row that was out of sight is in the document only after it has been scrolled to.
    if (wanted.current !== null && focusRow(options.body.current, wanted.current)) wanted.current = null;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const { body, count, firstInSight, idOf, placeOf, scrollTo, onToggle } = latest.current;
      const focused = rowOf(document.activeElement, body.current);
      const step = stepOf(event.key, focused !== null);
      if (step !== 0 && count > 0) {
        event.preventDefault();
        const here = focused === null ? -1 : placeOf(focused);
        const place = here < 0 ? firstInSight : Math.min(count - 1, Math.max(0, here + step));
        const id = idOf(place);
        if (event.shiftKey) {
          if (focused !== null) onToggle(focused, false);
          onToggle(id, true);
        }
        scrollTo(place);
        if (!focusRow(body.current, id)) wanted.current = id;
      } else if (event.key.toLowerCase() === 'x' && focused !== null) onToggle(focused, event.shiftKey);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

function stepOf(key: string, inRows: boolean): -1 | 0 | 1 {
  if (key === 'j' || key === 'J' || (inRows && key === 'ArrowDown')) return 1;
  return key === 'k' || key === 'K' || (inRows && key === 'ArrowUp') ? -1 : 0;
}

function rowOf(element: Element | null, body: HTMLElement | null): string | null {
  const row = element?.closest<HTMLElement>('[data-job-id]');
  return row && body?.contains(row) ? (row.dataset['jobId'] ?? null) : null;
}

function focusRow(body: HTMLElement | null, jobId: string): boolean {
  const link = body?.querySelector<HTMLElement>(`[data-job-id=${JSON.stringify(jobId)}] a`);
  link?.focus({ preventScroll: true });
  return link != null;
}
