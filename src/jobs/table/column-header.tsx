import { ArrowDown, ArrowUp } from 'lucide-react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { LEAST_WIDTH, setColumnWidth, type Column } from './table-columns.ts';
import type { JobsView } from '../model/search-params.ts';

const STEP_PX = 16;
// Newest, surest and largest first is what a person means who asks for these.
const DOWN_FIRST: ReadonlySet<string> = new Set(['created', 'updated', 'confidence', 'size', 'job']);

/** What a header shows and reports. */
export interface ColumnHeaderProps {
  readonly column: Column;
  readonly sort: JobsView['sort'];
  readonly onSort: (sort: JobsView['sort']) => void;
  /** Keeps its place while the rest scrolls sideways. */
  readonly fixed: boolean;
}

/** A column's header: sorts by it, and sizes it by its edge or, there, by the arrow keys. */
export function ColumnHeader({ column: { id, label, width }, sort, onSort, fixed }: ColumnHeaderProps) {
  const active = sort.column === id;
  const Icon = sort.descending ? ArrowDown : ArrowUp;
  const drag = (event: PointerEvent<HTMLElement>) => {
    const edge = event.currentTarget;
    const from = event.clientX - width;
    edge.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) => setColumnWidth(id, moved.clientX - from);
    edge.addEventListener('pointermove', move);
    edge.addEventListener('lostpointercapture', () => edge.removeEventListener('pointermove', move), { once: true });
  };
  const nudge = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    setColumnWidth(id, width + (event.key === 'ArrowLeft' ? -STEP_PX : STEP_PX));
  };
  return (
    <th
      scope="col"
      // Its edge has a name of its own, which is not the column's.
      aria-label={label}
      aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : undefined}
      className={`relative border-b border-line bg-surface p-0 text-left font-medium ${fixed ? 'sticky left-10 z-20' : ''}`}
    >
      <button
        type="button"
        className="flex w-full items-center gap-1 px-3 py-2.5 text-left hover:bg-sunken"
        onClick={() => onSort({ column: id, descending: active ? !sort.descending : DOWN_FIRST.has(id) })}
      >
        <span className="truncate">{label}</span>
        {active ? <Icon className="size-3.5 shrink-0" aria-hidden /> : null}
      </button>
      {/* A separator that can be focused is a widget (ARIA 1.2). */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={`Width of ${label}`}
        aria-valuenow={width}
        aria-valuemin={LEAST_WIDTH}
        aria-valuemax={1_000}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onPointerDown={drag}
        onKeyDown={nudge}
        className="absolute inset-y-1 right-0 w-2 cursor-col-resize touch-none border-r border-line hover:border-accent focus-visible:border-accent"
      />
    </th>
  );
}
