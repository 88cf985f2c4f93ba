import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { useStore } from 'zustand';
import type { Job } from '#src/jobs-api/job.ts';
import { Button } from '#src/ui/button.tsx';
import { formatCount, formatPlural } from '#src/ui/format.ts';
import { Problem } from '#src/ui/problem.tsx';
import { actOnJobs } from './job-actions.ts';
import { rowsInView, toRow, type JobRow, type VerdictCell } from './job-row.ts';
import { JobsFilters } from './jobs-filters.tsx';
import { JobsTable } from './jobs-table.tsx';
import { JobsToolbar } from './jobs-toolbar.tsx';
import { pendingActions } from './pending-actions.ts';
import type { PendingAction } from './pending-actions.ts';
import { useJobDetails } from './use-job-details.ts';
import { useJobList, type JobList } from './use-job-list.ts';
import { DEFAULT_VIEW, parseView, printView, type JobsView } from './view-in-address.ts';

/** What the workspace needs of the page, where features meet. */
export interface JobsWorkspaceProps {
  /** What a job's result comes to; null while there is none. */
  readonly verdictOf: (job: Job) => VerdictCell | null;
  /** The verdict bands to filter by: what stands in the address, and in words. */
  readonly bands: readonly (readonly [string, string])[];
  readonly jobPath: (jobId: string) => string;
  /** Shown when there are no jobs at all. */
  readonly empty: ReactNode;
}

/** All jobs of the account: search, filters, sort, selection, and what can be done with many. */
export function JobsWorkspace({ verdictOf, bands, jobPath, empty }: JobsWorkspaceProps) {
  const queryClient = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const view = parseView(search);
  const list = useJobList();
  const details = useJobDetails(list.jobs);
  const pending = useStore(pendingActions);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());

  const all = list.jobs.flatMap((job) => {
    const action = pending.get(job.id);
    if (action === 'delete') return [];
    const shown = action === 'cancel' ? ({ ...job, status: 'cancelled', statusWord: 'cancelled' } as const) : job;
    return [toRow(shown, details.get(job.id) ?? null, verdictOf)];
  });
  const rows = rowsInView(all, view);
  const chosen = rows.filter((row) => selected.has(row.id));
  const reading = list.jobs.length < (list.total ?? 0) || all.some((row) => !row.known);

  const show = (change: Partial<JobsView>, replace = false) => setSearch(printView({ ...view, ...change }), { replace });
  const act = (action: PendingAction) => {
    const ids = chosen.map((row) => row.id);
    setSelected(new Set());
    void actOnJobs(queryClient, action, ids);
  };

  if (list.loading && list.error === null) return <p role="status" aria-label="Loading" className="py-8 text-ink-soft">Loading jobs…</p>;
  return (
    <div className="space-y-4">
      {list.error ? (
        <Problem error={list.error}>
          <Button onClick={list.retry}>Try again</Button>
        </Problem>
      ) : null}
      <JobsFilters view={view} rows={all} bands={bands} onChange={show} />
      <JobsToolbar rows={rows} chosen={chosen} onAct={act} />
      <p role="status" aria-label="What is shown" className="text-sm text-ink-soft">{describe(all, rows, list, view.q !== '')}</p>
      <JobsTable rows={rows} view={view} selected={selected} onSelect={setSelected} onSort={(sort) => show({ sort })} jobPath={jobPath} />
      {all.length === 0 && list.error === null ? empty : null}
      {all.length > 0 && rows.length === 0 ? (
        <div className="rounded-xl border border-line bg-surface p-8 text-center">
          <p className="mb-3">{reading ? 'No job matches so far. Names and results are still being read.' : 'No job matches these filters.'}</p>
          <Button onClick={() => show(DEFAULT_VIEW)}>Clear filters</Button>
        </div>
      ) : null}
    </div>
  );
}

function describe(all: readonly JobRow[], rows: readonly JobRow[], list: JobList, searching: boolean): string {
  const jobs = formatPlural(all.length, 'job');
  const parts = [rows.length === all.length ? jobs : `${formatCount(rows.length)} of ${jobs}`];
  if (list.total !== null && list.jobs.length < list.total) parts.push(`reading the list: ${formatCount(list.jobs.length)} of ${formatCount(list.total)}`);
  const known = all.filter((row) => row.known).length;
  if (known < all.length) parts.push(`${searching ? 'searching names in' : 'names and results known of'} ${formatCount(known)} of ${jobs}`);
  if (list.unreadable.length > 0) parts.push(`${formatCount(list.unreadable.length)} entries without an id cannot be shown`);
  return `${parts.join(' · ')}.`;
}
