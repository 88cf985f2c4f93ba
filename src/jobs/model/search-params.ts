/** What the table can be sorted by. */
export const SORT_COLUMNS = ['file', 'type', 'status', 'verdict', 'confidence', 'judgement', 'created', 'updated', 'size', 'job'] as const;

/** One of {@link SORT_COLUMNS}. */
export type SortColumn = (typeof SORT_COLUMNS)[number];

/** What the jobs page shows: the address is its only state. Empty strings mean "all". */
export interface JobsView {
  /** A status word, known or the platform's own. */
  readonly status: string;
  /** A task type id. */
  readonly type: string;
  /** A verdict band's id. */
  readonly verdict: string;
  /** `none`, an analyst's judgement, or `disagrees`. */
  readonly judgement: string;
  /** First day that a job was created on, `2026-03-01`, in the reader's time zone. */
  readonly from: string;
  /** Last day, as {@link from}. */
  readonly to: string;
  /** What is searched for, as typed. */
  readonly q: string;
  readonly sort: { readonly column: SortColumn; readonly descending: boolean };
}

/** The view of a bare address: everything, newest first. */
export const DEFAULT_VIEW: JobsView = { status: '', type: '', verdict: '', judgement: '', from: '', to: '', q: '', sort: { column: 'created', descending: true } };

/** Reads a view from search parameters; what makes no sense reads as if it were absent. */
export function parseView(search: URLSearchParams): JobsView {
  const text = (name: string) => search.get(name) ?? '';
  return {
    status: text('status'),
    type: text('type'),
    verdict: text('verdict'),
    judgement: text('judgement'),
    from: readDay(text('from')),
    to: readDay(text('to')),
    q: text('q'),
    sort: parseSort(text('sort')),
  };
}

function readDay(text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : '';
}

function parseSort(text: string): JobsView['sort'] {
  const [name, direction] = text.split('.');
  const column = SORT_COLUMNS.find((candidate) => candidate === name);
  if (column === undefined || (direction !== 'asc' && direction !== 'desc')) return DEFAULT_VIEW.sort;
  return { column, descending: direction === 'desc' };
}

/** Prints a view as search parameters; what is as in {@link DEFAULT_VIEW} is left out. */
export function printView({ sort, ...filters }: JobsView): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value !== '') search.set(name, value);
  const { column, descending } = sort;
  if (column !== DEFAULT_VIEW.sort.column || descending !== DEFAULT_VIEW.sort.descending) search.set('sort', `${column}.${descending ? 'desc' : 'asc'}`);
  return search;
}
