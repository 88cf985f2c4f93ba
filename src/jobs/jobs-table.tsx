import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useRef } from 'react';
import { useNow } from '#src/ui/use-now.ts';
import type { JobRow } from './job-row.ts';
import { JobsTableRow } from './jobs-table-row.tsx';
import type { JobsView, SortColumn } from './view-in-address.ts';

const COLUMNS: readonly (readonly [SortColumn, string])[] = [
  ['file', 'File'],
  ['type', 'Task type'],
  ['status', 'Status'],
  ['verdict', 'Verdict'],
  ['confidence', 'Confidence'],
  ['created', 'Created'],
];

const ROW_PX = 45;
const TICK_MS = 15_000;

/** What the table shows and reports. */
export interface JobsTableProps {
  readonly rows: readonly JobRow[];
  readonly view: JobsView;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  readonly onSort: (sort: JobsView['sort']) => void;
  readonly jobPath: (jobId: string) => string;
}

/** The jobs as a table; only the rows near the ones in sight are in the document, and the count is announced. */
export function JobsTable({ rows, view, selected, onSelect, onSort, jobPath }: JobsTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const now = useNow(TICK_MS);
  const virtualizer = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_PX, overscan: 20 });
  const shown = virtualizer.getVirtualItems();
  const before = shown[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (shown.at(-1)?.end ?? 0);
  const selectedRows = rows.filter((row) => selected.has(row.id)).length;
  const allSelected = rows.length > 0 && selectedRows === rows.length;
  const toggle = (jobId: string, on: boolean) => onSelect(new Set(on ? [...selected, jobId] : [...selected].filter((id) => id !== jobId)));
  return (
    // A region that scrolls has to be reachable by keyboard (WCAG 2.1.1).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={scroller} role="region" aria-label="Jobs table" tabIndex={0} className="relative max-h-[max(20rem,calc(100dvh-14rem))] overflow-auto rounded-xl border border-line bg-surface">
      <table aria-label="Jobs" aria-rowcount={rows.length + 1} className="w-full min-w-[56rem] border-separate border-spacing-0 text-sm">
        <thead className="sticky top-0 z-10 bg-surface">
          <tr aria-rowindex={1}>
            <th scope="col" className="w-10 border-b border-line px-3 text-left">
              <input
                ref={(box) => {
                  if (box) box.indeterminate = selectedRows > 0 && !allSelected;
                }}
                type="checkbox"
                aria-label="Select all"
                className="size-4 align-middle accent-accent"
                checked={allSelected}
                onChange={(event) => onSelect(new Set(event.target.checked ? rows.map((row) => row.id) : []))}
              />
            </th>
            {COLUMNS.map(([column, label]) => (
              <ColumnHeader key={column} column={column} label={label} sort={view.sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer height={before} />
          {shown.map(({ index }) => {
            const row = rows[index];
            return row ? <JobsTableRow key={row.id} row={row} rowIndex={index + 2} selected={selected.has(row.id)} onToggle={toggle} now={now} jobPath={jobPath} /> : null;
          })}
          <Spacer height={after} />
        </tbody>
      </table>
    </div>
  );
}

function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td colSpan={COLUMNS.length + 1} style={{ height }} />
    </tr>
  );
}

interface ColumnHeaderProps {
  readonly column: SortColumn;
  readonly label: string;
  readonly sort: JobsView['sort'];
  readonly onSort: (sort: JobsView['sort']) => void;
}

function ColumnHeader({ column, label, sort, onSort }: ColumnHeaderProps) {
  const active = sort.column === column;
  const Icon = sort.descending ? ArrowDown : ArrowUp;
  return (
    <th scope="col" aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : undefined} className="border-b border-line p-0 text-left font-medium">
      <button type="button" className="flex w-full items-center gap-1 px-3 py-2.5 text-left hover:bg-sunken" onClick={() => onSort({ column, descending: active ? !sort.descending : column === 'created' || column === 'confidence' })}>
        {label}
        {active ? <Icon className="size-3.5" aria-hidden /> : null}
      </button>
    </th>
  );
}
