import { persist } from 'zustand/middleware';
import { createStore } from 'zustand/vanilla';
import { SORT_COLUMNS, type SortColumn } from '../model/search-params.ts';

/** A column of the table. */
export interface Column {
  readonly id: SortColumn;
  readonly label: string;
  /** Pixels, unless a person has set another width. */
  readonly width: number;
  /** Whether it is there unless a person says otherwise. */
  readonly shown: boolean;
}

/** Every column in its place; the first one, which names the job, is always there. */
export const COLUMNS: readonly Column[] = [
  { id: 'file', label: 'File', width: 240, shown: true },
  { id: 'type', label: 'Task type', width: 186, shown: true },
  { id: 'status', label: 'Status', width: 150, shown: true },
  { id: 'verdict', label: 'Verdict', width: 242, shown: true },
  { id: 'confidence', label: 'Confidence', width: 112, shown: true },
  { id: 'judgement', label: 'Judgement', width: 152, shown: true },
  { id: 'created', label: 'Created', width: 110, shown: true },
  { id: 'updated', label: 'Updated', width: 130, shown: false },
  { id: 'size', label: 'Size', width: 100, shown: false },
  { id: 'job', label: 'Job', width: 110, shown: false },
];

/** The narrowest a column can be made, in pixels. */
export const LEAST_WIDTH = 80;

/** How a person has set the columns, kept in this browser. */
export interface ColumnSettings {
  /** What differs from {@link Column.shown}. */
  readonly shown: Readonly<Partial<Record<SortColumn, boolean>>>;
  /** Pixels. */
  readonly widths: Readonly<Partial<Record<SortColumn, number>>>;
}

const AS_THEY_COME: ColumnSettings = { shown: {}, widths: {} };

/** The store of {@link ColumnSettings}. */
export const columnSettings = createStore<ColumnSettings>()(
  persist((): ColumnSettings => AS_THEY_COME, { name: 'assay.jobs.columns', version: 1, merge: (kept, current) => ({ ...current, ...readSettings(kept) }) }),
);

/** The columns that are shown, with the widths they have. */
export function columnsShown({ shown, widths }: ColumnSettings): readonly Column[] {
  return COLUMNS.filter(({ id, shown: byItself }) => id === 'file' || (shown[id] ?? byItself)).map((column) => ({ ...column, width: widths[column.id] ?? column.width }));
}

/** Shows or hides a column. */
export function showColumn(id: SortColumn, shown: boolean): void {
  columnSettings.setState((settings) => ({ shown: { ...settings.shown, [id]: shown } }));
}

/** Sets the width of a column, in pixels. */
export function setColumnWidth(id: SortColumn, width: number): void {
  columnSettings.setState((settings) => ({ widths: { ...settings.widths, [id]: Math.max(LEAST_WIDTH, Math.round(width)) } }));
}

/** Shows every column as it comes. */
export function resetColumns(): void {
  columnSettings.setState(AS_THEY_COME);
}

// Another version, or a person, may have written anything.
function readSettings(kept: unknown): ColumnSettings {
  const field = (name: string): Record<string, unknown> => {
    const value: unknown = typeof kept === 'object' && kept !== null ? Reflect.get(kept, name) : undefined;
    return typeof value === 'object' && value !== null ? { ...value } : {};
  };
  const shown = field('shown');
  const widths = field('widths');
  return {
    shown: Object.fromEntries(SORT_COLUMNS.flatMap((id) => (typeof shown[id] === 'boolean' ? [[id, shown[id]]] : []))),
    widths: Object.fromEntries(SORT_COLUMNS.flatMap((id) => (typeof widths[id] === 'number' && widths[id] >= LEAST_WIDTH ? [[id, widths[id]]] : []))),
  };
}
