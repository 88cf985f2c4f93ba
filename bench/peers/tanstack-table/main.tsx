// TanStack Table and its virtualizer, put together as their guides do, with what the jobs page offers.
import {
  columnFilteringFeature,
  createColumnHelper,
  createFilteredRowModel,
  createSortedRowModel,
  filterFn_equalsString,
  filterFn_includesString,
  globalFilteringFeature,
  rowSelectionFeature,
  rowSortingFeature,
  sortFn_basic,
  sortFn_text,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { createRoot } from 'react-dom/client';

import { formatTime, type JobRow, loadRows } from '../rows.ts';

const features = tableFeatures({
  columnFilteringFeature,
  globalFilteringFeature,
  rowSelectionFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
  filterFns: { includesString: filterFn_includesString, equalsString: filterFn_equalsString },
  sortFns: { basic: sortFn_basic, text: sortFn_text },
});
const column = createColumnHelper<typeof features, JobRow>();
const columns = column.columns([
  column.accessor('file', { header: 'File', sortFn: 'text' }),
  column.accessor('taskType', { header: 'Task type', sortFn: 'text' }),
  column.accessor('status', { header: 'Status', sortFn: 'text', filterFn: 'equalsString' }),
  column.accessor('verdict', { header: 'Verdict', sortFn: 'text' }),
  column.accessor('confidence', { header: 'Confidence', sortFn: 'basic', enableGlobalFilter: false, cell: (cell) => percent(cell.getValue()) }),
  column.accessor('created', { header: 'Created', sortFn: 'basic', enableGlobalFilter: false, cell: (cell) => formatTime.format(cell.getValue()) }),
]);
const rows = await loadRows();

function percent(share: number | null): string {
  return share === null ? '' : `${Math.round(share * 100)} %`;
}

function Jobs() {
  const scroller = useRef<HTMLDivElement>(null);
  const table = useTable({ features, columns, data: rows, getRowId: (row) => row.id, globalFilterFn: 'includesString' });
  const shown = table.getRowModel().rows;
  const virtualizer = useVirtualizer({ count: shown.length, getScrollElement: () => scroller.current, estimateSize: () => 44, overscan: 10 });
  return (
    <>
      <label>
        Search <input type="search" aria-label="Search jobs" onChange={(event) => table.setGlobalFilter(event.target.value)} />
      </label>
      <label>
        Status{' '}
        <select aria-label="Status" onChange={(event) => table.setColumnFilters(event.target.value === '' ? [] : [{ id: 'status', value: event.target.value }])}>
          <option value="">Any status</option>
          <option value="completed">Completed</option>
          <option value="failed">Failed</option>
          <option value="cancelled">Cancelled</option>
        </select>
      </label>
      <div ref={scroller} className="scroller" role="grid" aria-label="Jobs" aria-rowcount={shown.length + 1}>
        <div role="rowgroup">
          {table.getHeaderGroups().map((group) => (
            <div key={group.id} role="row" aria-rowindex={1}>
              <span role="columnheader" />
              {group.headers.map((header) => (
                <span key={header.id} role="columnheader">
                  <button type="button" onClick={header.column.getToggleSortingHandler()}>
                    <table.FlexRender header={header} />
                  </button>
                </span>
              ))}
            </div>
          ))}
        </div>
        <div role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = shown[index];
            return row ? (
              <div key={row.id} role="row" data-job-id={row.id} aria-rowindex={index + 2} style={{ position: 'absolute', inset: '0 0 auto', transform: `translateY(${start}px)` }}>
                <span role="gridcell">
                  <input type="checkbox" aria-label={`Select ${row.original.file}`} checked={row.getIsSelected()} onChange={row.getToggleSelectedHandler()} />
                </span>
                {row.getAllCells().map((cell) => (
                  <span key={cell.id} role="gridcell">
                    <table.FlexRender cell={cell} />
                  </span>
                ))}
              </div>
            ) : null;
          })}
        </div>
      </div>
    </>
  );
}

createRoot(document.getElementById('table') ?? document.body).render(<Jobs />);
