import { useEffect, useRef, type RefObject } from 'react';
import { isTyping } from '#src/ui/is-typing.ts';

/** What the keys move over; places count from 0. */
export interface TableKeysOptions {
  readonly body: RefObject<HTMLElement | null>;
  readonly count: number;
  readonly firstInSight: number;
  /** Empty where a job was deleted elsewhere. */
  readonly idAt: (place: number) => string;
  readonly scrollTo: (place: number) => void;
  /** `range`: everything from the row that was chosen last to this one. */
  readonly onToggle: (jobId: string, range: boolean) => void;
}

// `aria-rowindex` counts from 1, and the header is the first.
const FIRST_ROW_INDEX = 2;

/**
 * j and k go from row to row, x selects, with shift everything in between; Enter opens, since a row's link has the focus.
 * The arrow keys do the same once the focus is in the rows. When the job that has the focus is deleted elsewhere, the row
 * that holds its place takes the focus over.
 */
export function useTableKeys(options: TableKeysOptions): void {
  const latest = useRef(options);
  const wanted = useRef<number | null>(null);
  const held = useRef<{ readonly element: Element; readonly place: number } | null>(null);
  useEffect(() => {
    latest.current = options;
    const { body } = options;
    // A row that was out of sight is in the document only after it has been scrolled to.
    if (wanted.current !== null && focusRow(body.current, wanted.current)) wanted.current = null;
    if (held.current === null || held.current.element.isConnected) return;
    if (document.activeElement === document.body) focusRow(body.current, held.current.place);
    else held.current = null;
  });
  useEffect(() => {
    const onFocusIn = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return;
      const place = placeOf(target, latest.current.body.current);
      held.current = place === null ? null : { element: target, place };
    };
    // An element that leaves the document may say so too, and then it is still the one that had the focus.
    const onFocusOut = ({ target }: FocusEvent) =>
      queueMicrotask(() => {
        if (held.current?.element === target && held.current.element.isConnected) held.current = null;
      });
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const { body, count, firstInSight, idAt, scrollTo, onToggle } = latest.current;
      const here = placeOf(document.activeElement, body.current);
      const toggle = (place: number | null, range: boolean) => {
        const id = place === null ? '' : idAt(place);
        if (id !== '') onToggle(id, range);
      };
      const step = stepOf(event.key, here !== null);
      if (step !== 0 && count > 0) {
        event.preventDefault();
        const place = here === null ? firstInSight : Math.min(count - 1, Math.max(0, here + step));
        if (event.shiftKey) {
          toggle(here, false);
          toggle(place, true);
        }
        scrollTo(place);
        if (!focusRow(body.current, place)) wanted.current = place;
      } else if (event.key.toLowerCase() === 'x') toggle(here, event.shiftKey);
    };
    document.addEventListener('keydown', onKeyDown);
    document.addEventListener('focusin', onFocusIn);
    document.addEventListener('focusout', onFocusOut);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('focusin', onFocusIn);
      document.removeEventListener('focusout', onFocusOut);
    };
  }, []);
}

function stepOf(key: string, inRows: boolean): -1 | 0 | 1 {
  if (key === 'j' || key === 'J' || (inRows && key === 'ArrowDown')) return 1;
  return key === 'k' || key === 'K' || (inRows && key === 'ArrowUp') ? -1 : 0;
}

/** The place of the row that an element is in; null outside the rows. */
function placeOf(element: Element | null, body: HTMLElement | null): number | null {
  const row = element?.closest('[aria-rowindex]');
  return row && body?.contains(row) ? Number(row.ariaRowIndex) - FIRST_ROW_INDEX : null;
}

/** Focuses the link of the row at a place, or the row where a job was deleted; false when it is not in the document. */
function focusRow(body: HTMLElement | null, place: number): boolean {
  const row = body?.querySelector<HTMLElement>(`[aria-rowindex="${place + FIRST_ROW_INDEX}"]`);
  (row?.querySelector('a') ?? row)?.focus({ preventScroll: true });
  return row != null;
}
