import { isTerminal, type Job, type JobSummary } from '#src/jobs-api/job.ts';
import { ORIGINAL_SLOT, taskTypeOf } from '#src/jobs-api/task-types.ts';
import { isResultMissing } from './missing-result.ts';
import type { JobsView, SortColumn } from './view-in-address.ts';

/** What the table shows of a job's result; the review feature makes it. */
export interface VerdictCell {
  /** Stands in the address. */
  readonly band: string;
  /** The band in words. */
  readonly label: string;
  readonly finding: string;
  /** Between 0 and 1, in the finding; null when none is given. */
  readonly confidence: number | null;
  readonly simulated: boolean;
}

/** One job as the table shows it. */
export interface JobRow {
  readonly id: string;
  readonly job: JobSummary;
  /** Whether the job's detail has been read; name and verdict stay empty until then. */
  readonly known: boolean;
  /** null while the detail is not known, since the list carries no names; and when no answer names the file. */
  readonly fileName: string | null;
  /** The model's name; the id as it came for a type this version does not know. */
  readonly typeName: string;
  /** null while there is no result. */
  readonly verdict: VerdictCell | null;
}

/** Makes the row of a job. `detail` is null while it is not known. */
export function toRow(job: JobSummary, detail: Job | null, verdictOf: (job: Job) => VerdictCell | null): JobRow {
  const typeName = taskTypeOf(job.taskTypeId)?.name ?? (job.taskTypeId === null ? 'Unknown' : `Type ${job.taskTypeId}`);
  // A list that was read before the detail must not show an end that has come as still going on.
  const shown = detail && isTerminal(detail.status) && !isTerminal(job.status) ? { ...job, status: detail.status, statusWord: detail.statusWord } : job;
  const verdict = detail && !isResultMissing(detail) ? verdictOf(detail) : null;
  return { id: job.id, job: shown, known: detail !== null, fileName: detail && fileNameOf(detail), typeName, verdict };
}

/** The name of a job's main file; null when no answer carries it. */
export function fileNameOf(job: Job): string | null {
  const files = [...job.inputs, ...job.artifacts];
  return (files.find((file) => file.slotName === ORIGINAL_SLOT && file.fileName !== null) ?? files.find((file) => file.fileName !== null))?.fileName ?? null;
}

/** The rows that a view shows, in its order. */
export function rowsInView(rows: readonly JobRow[], view: JobsView): readonly JobRow[] {
  const words = view.q.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const shown = rows.filter(
    (row) =>
      (view.status === '' || row.job.statusWord === view.status) &&
      (view.type === '' || row.job.taskTypeId === view.type) &&
      (view.verdict === '' || (row.verdict?.band ?? 'none') === view.verdict) &&
      words.every((word) => searchText(row).includes(word)),
  );
  return shown.toSorted(comparison(view.sort.column, view.sort.descending));
}

function searchText({ id, fileName, typeName, verdict, job }: JobRow): string {
  return `${fileName ?? ''} ${id} ${typeName} ${verdict?.label ?? ''} ${verdict?.finding ?? ''} ${job.statusWord}`.toLowerCase();
}

const SORT_KEYS: Readonly<Record<SortColumn, (row: JobRow) => string | number | null>> = {
  file: (row) => row.fileName?.toLowerCase() ?? null,
  type: (row) => row.typeName,
  status: (row) => row.job.statusWord,
  verdict: (row) => row.verdict?.label ?? null,
  confidence: (row) => row.verdict?.confidence ?? null,
  created: (row) => row.job.createdAt,
};

// Rows without a value come last in either direction; equal ones stay newest first, so that nothing jumps.
function comparison(column: SortColumn, descending: boolean): (a: JobRow, b: JobRow) => number {
  const key = SORT_KEYS[column];
  const sign = descending ? -1 : 1;
  return (rowA, rowB) => {
    const a = key(rowA);
    const b = key(rowB);
    if (a === null || b === null) return a === b ? byId(rowB, rowA) : a === null ? 1 : -1;
    return (a < b ? -sign : a > b ? sign : 0) || byId(rowB, rowA);
  };
}

function byId(a: JobRow, b: JobRow): number {
  return a.id.localeCompare(b.id, 'en', { numeric: true });
}
