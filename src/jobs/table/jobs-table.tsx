import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useNow } from '#src/ui/use-now.ts';
import { ColumnHeader } from './column-header.tsx';
import type { JobRow } from '../model/job-row.ts';
import { DeletedRow } from './deleted-row.tsx';
import { JobsTableRow } from './jobs-table-row.tsx';
import { RowKeys } from './row-keys.ts';
import { columnSettings, columnsShown } from './table-columns.ts';
import type { UnfinishedCommands } from './unfinished-actions.tsx';
import { useEngaged } from './use-interacting.ts';
import { useTableKeys } from './use-table-keys.ts';
import type { JobsView } from '../model/search-params.ts';

const ROW_PX = 45;
// Up to here every row is in the document: find-in-page and screen readers see all of them.
const WHOLE_UP_TO = 100;
const ROWS_BEYOND_SIGHT = 3;
// Each step, of twice as many rows, is painted before the next one: a slow computer is not held up for all of them.
const FIRST_STEP_ROWS = 6;
const TICK_MS = 15_000;
const CHECKBOX_PX = 40;

/** What the table shows and reports. A row is not rendered again while its row and the functions given here stay the same. */
export interface JobsTableProps {
  /** Slots, in the order in which they are shown. */
  readonly slots: Int32Array;
  readonly rowAt: (slot: number) => JobRow | null;
  readonly idAt: (slot: number) => string;
  /** The name that a slot has shown before its job was deleted; null when that is not known. */
  readonly lastNameAt: (slot: number) => string | null;
  readonly view: JobsView;
  readonly selected: ReadonlySet<string>;
  /** How many of the shown jobs are selected. */
  readonly selectedCount: number;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  readonly onSort: (sort: JobsView['sort']) => void;
  readonly jobPath: (jobId: string) => string;
  readonly unfinished: UnfinishedCommands;
  /** Whether the first rows come a few at a time, as is best while the page itself is being loaded. */
  readonly inSteps: boolean;
  /** Says which rows are in sight, by their place from 0. */
  readonly onSight: (first: number, last: number) => void;
  /** Says whether a person has the pointer or the focus in the rows. */
  readonly onEngaged: (engaged: boolean) => void;
}

/** The jobs as a table; of more than a hundred, only the rows near the ones in sight are in the document, and the count is announced. */
export function JobsTable({ slots, rowAt, idAt, lastNameAt, view, selected, selectedCount, onSelect, onSort, jobPath, unfinished, inSteps, onSight, onEngaged }: JobsTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const anchor = useRef<string | null>(null);
  const now = useNow(TICK_MS);
  const settings = useStore(columnSettings);
  const columns = useMemo(() => columnsShown(settings), [settings]);
  const [keys] = useState(() => new RowKeys());
  const virtualizer = useVirtualizer({ count: slots.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_PX, overscan: slots.length <= WHOLE_UP_TO ? WHOLE_UP_TO : ROWS_BEYOND_SIGHT });
  const items = virtualizer.getVirtualItems();
  const [rowLimit, setRowLimit] = useState(inSteps ? 0 : Number.POSITIVE_INFINITY);
  const shown = items.slice(0, rowLimit);
  useEffect(() => {
    if (items.length === 0 || !Number.isFinite(rowLimit)) return;
    const step = setTimeout(() => setRowLimit(rowLimit < items.length ? Math.max(FIRST_STEP_ROWS, rowLimit * 2) : Number.POSITIVE_INFINITY));
    return () => clearTimeout(step);
  }, [items.length, rowLimit]);
  const before = shown[0]?.start ?? virtualizer.getTotalSize();
  const after = virtualizer.getTotalSize() - (shown.at(-1)?.end ?? before);
  const keyAt = keys.next(shown[0]?.index ?? 0, shown.at(-1)?.index ?? -1);
  const allSelected = slots.length > 0 && selectedCount === slots.length;
  const { startIndex = 0, endIndex = 0 } = virtualizer.range ?? {};
  useEffect(() => onSight(startIndex, endIndex));

  const placeOf = useCallback((jobId: string | null) => (jobId === null ? -1 : slots.findIndex((slot) => idAt(slot) === jobId)), [slots, idAt]);
  const toggle = useCallback((jobId: string, on: boolean, range: boolean) => {
    const from = range ? placeOf(anchor.current) : -1;
    const to = placeOf(jobId);
    const ids = from < 0 ? [jobId] : Array.from(slots.slice(Math.min(from, to), Math.max(from, to) + 1), idAt);
    const next = new Set(selected);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    anchor.current = jobId;
    onSelect(next);
  }, [slots, idAt, placeOf, selected, onSelect]);
  const toggleAll = useCallback((on: boolean) => onSelect(new Set(on ? Array.from(slots, idAt) : [])), [slots, idAt, onSelect]);
  useEngaged(body, onEngaged);
  useTableKeys({
    body,
    count: slots.length,
    firstInSight: startIndex,
    idAt: (place) => idAt(slots[place] ?? -1),
    scrollTo: (place) => virtualizer.scrollToIndex(place),
    onToggle: (jobId, range) => toggle(jobId, range || !selected.has(jobId), range),
  });

  return (
    // A region that scrolls has to be reachable by keyboard (WCAG 2.1.1).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={scroller} role="region" aria-label="Jobs table" tabIndex={0} className="relative max-h-[max(20rem,calc(100dvh-14rem))] overflow-auto rounded-xl border border-line bg-surface">
      <table
        aria-label="Jobs"
        aria-rowcount={slots.length + 1}
        className="w-full table-fixed border-separate border-spacing-0 text-sm"
        style={{ minWidth: CHECKBOX_PX + columns.reduce((sum, { width }) => sum + width, 0) }}
      >
        <colgroup>
          <col style={{ width: CHECKBOX_PX }} />
          {columns.map(({ id, width }) => <col key={id} style={{ width: id === 'file' ? `min(${width}px, 45vw)` : width }} />)}
        </colgroup>
        <thead className="sticky top-0 z-10 bg-surface">
          <tr aria-rowindex={1}>
            <th scope="col" className="sticky left-0 z-20 border-b border-line bg-surface px-3 text-left">
              <SelectAll all={allSelected} some={selectedCount > 0} onToggle={toggleAll} />
            </th>
            {columns.map((column) => <ColumnHeader key={column.id} column={column} sort={view.sort} onSort={onSort} fixed={column.id === 'file'} />)}
          </tr>
        </thead>
        <tbody ref={body}>
          <Spacer height={before} columns={columns.length} />
          {shown.map(({ index }) => {
            const slot = slots[index] ?? -1;
            const row = rowAt(slot);
            return row ? (
              <JobsTableRow
                key={keyAt(index)}
                row={row}
                columns={columns}
                rowIndex={index + 2}
                selected={selected.has(row.id)}
                onToggle={toggle}
                now={now}
                jobPath={jobPath}
                unfinished={unfinished}
              />
            ) : <DeletedRow key={keyAt(index)} name={lastNameAt(slot)} rowIndex={index + 2} columns={columns.length} />;
          })}
          {/* Another element each time, since it would count as moved down by the rows. */}
          <Spacer key={`after ${rowLimit}`} height={after} columns={columns.length} />
        </tbody>
      </table>
    </div>
  );
}

// On its own, since React sets a box's attributes anew whenever it renders it.
const SelectAll = memo(function SelectAll({ all, some, onToggle }: { all: boolean; some: boolean; onToggle: (on: boolean) => void }) {
  return (
    <input
      ref={(box) => {
        if (box) box.indeterminate = some && !all;
      }}
      type="checkbox"
      aria-label="Select all"
      className="size-4 align-middle accent-accent"
      checked={all}
      onChange={(event) => onToggle(event.target.checked)}
    />
  );
});

function Spacer({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td colSpan={columns + 1} style={{ height }} />
    </tr>
  );
}
