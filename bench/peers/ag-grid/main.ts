// AG Grid Community with what the jobs page offers: quick filter, a filter by status, sorting, selection; its modules
// chosen one by one, as its own guide advises for a small bundle.
import { ClientSideRowModelModule, createGrid, ExternalFilterModule, type GridApi, ModuleRegistry, QuickFilterModule, RowSelectionModule } from 'ag-grid-community';

import { formatTime, type JobRow, loadRows } from '../rows.ts';

ModuleRegistry.registerModules([ClientSideRowModelModule, QuickFilterModule, ExternalFilterModule, RowSelectionModule]);

const search = document.querySelector('input');
const status = document.querySelector('select');
const rows = await loadRows();

const grid: GridApi<JobRow> = createGrid<JobRow>(document.getElementById('table') ?? document.body, {
  rowData: rows,
  getRowId: ({ data }) => data.id,
  rowSelection: { mode: 'multiRow' },
  // Its guide's advice for many rows; and what moves rows for show would only add to its times.
  cacheQuickFilter: true,
  animateRows: false,
  columnDefs: [
    { field: 'file', headerName: 'File', flex: 3 },
    { field: 'taskType', headerName: 'Task type', flex: 2 },
    { field: 'status', headerName: 'Status', flex: 1 },
    { field: 'verdict', headerName: 'Verdict', flex: 2 },
    { field: 'confidence', headerName: 'Confidence', flex: 1, getQuickFilterText: () => '', valueFormatter: ({ value }) => (value === null ? '' : `${Math.round(value * 100)} %`) },
    { field: 'created', headerName: 'Created', flex: 2, valueFormatter: ({ value }) => formatTime.format(value), getQuickFilterText: () => '' },
  ],
  isExternalFilterPresent: () => status?.value !== '',
  doesExternalFilterPass: ({ data }) => data?.status === status?.value,
});

search?.addEventListener('input', () => grid.setGridOption('quickFilterText', search.value));
status?.addEventListener('change', () => grid.onFilterChanged());
