import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import { useTaskTypes } from '#src/ui/use-task-types.ts';
import type { TaskTypeKey } from '#src/jobs-api/task-type-registry.ts';
import { Button } from '#src/ui/button.tsx';
import { formatCount, formatPlural } from '#src/ui/format.ts';
import { Staggered } from '#src/ui/staggered.tsx';
import { NOT_RUN_AGAIN_WORDS, type NotRunAgain } from '#src/ui/not-run-again.ts';
import { Problem } from '#src/ui/problem.tsx';
import { BatchReports } from '../actions/bulk-reports.tsx';
import { runBulk } from '../actions/bulk-runner.ts';
import { deleteUndoably } from '../actions/undoable-delete.ts';
import { cancelJobs, finalizeJobs } from '../actions/job-actions.ts';
import type { QuestionKind } from '../actions/question.tsx';
import type { JobNote, JobRow } from '../model/job-row.ts';
import { JobTotalsBar } from './job-totals.tsx';
import { JobsFilters } from './jobs-filters.tsx';
import { JobsTable } from './jobs-table.tsx';
import { JobsToolbar } from './jobs-toolbar.tsx';
import type { Annotations, JobTotals } from '../index/store/job-query-engine.ts';
import { slotMaskOf } from '../index/store/slot-mask.ts';
import type { IndexState, JobIndex } from '../index/sync/job-index.ts';
import { pendingActions } from '../actions/pending-actions.ts';
import { StableRowStore } from './stable-rows.ts';
import { useJobsView } from './use-jobs-view.ts';
import { DEFAULT_VIEW, printView } from '../model/search-params.ts';

// Of no use before it is asked for.
const Question = lazy(async () => ({ default: (await import('../actions/question.tsx')).Question }));

/** What the workspace needs of the page, where features meet. */
export interface JobsWorkspaceProps {
  readonly index: JobIndex;
  /** The session's `storeName`; null while nobody is signed in. */
  readonly storeName: string | null;
  /** What a reading comes to; the same function for as long as it gives the same answers. */
  readonly verdictOf: Annotations['cellOf'];
  /** What this browser and its analyst know of each job, by id; the same map for as long as nothing changes. */
  readonly notes?: ReadonlyMap<string, JobNote>;
  /** The verdict bands to filter by: what stands in the address, and in words. */
  readonly bands: readonly (readonly [string, string])[];
  readonly jobPath: (jobId: string) => string;
  /** Runs a job's file again, when this browser still has its bytes. */
  readonly onRetry?: (jobId: string, taskTypes: readonly TaskTypeKey[]) => Promise<'added' | NotRunAgain>;
  /** The never-finalized jobs whose upload this browser can go on with. */
  readonly resumable?: { readonly jobIds: ReadonlySet<string>; readonly resume: (jobId: string) => void };
  /** Shown when there are no jobs at all. */
  readonly empty: ReactNode;
}

const NOTHING: ReadonlySet<string> = new Set();
const NO_NOTES: ReadonlyMap<string, JobNote> = new Map();

/** All jobs of the account: search, filters, sort, selection, and what can be done with many. */
export function JobsWorkspace({ index, storeName, verdictOf, notes = NO_NOTES, bands, jobPath, onRetry, resumable, empty }: JobsWorkspaceProps) {
  const queryClient = useQueryClient();
  const state = useStore(index.state);
  const pending = useStore(pendingActions);
  const [wasReady] = useState(state.ready);
  const { view, show, type, endTyping } = useJobsView();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<{ readonly kind: QuestionKind; readonly ids: readonly string[] } | null>(null);
  const [engaged, setEngaged] = useState(false);
  const [keeper] = useState(() => new StableRowStore());
  const [, setReleased] = useState(0);

  index.setExtras({ cellOf: verdictOf, notes });
  const queryEngine = index.queryEngine();
  const { columns } = queryEngine;
  const { idAt } = columns;
  // What the platform tells of its types changes names in rows, and which ids a filter means.
  useTaskTypes();
  const hidden = new Set([...pending].flatMap(([id, action]) => (action === 'delete' ? [columns.slotOf(id) ?? -1] : [])));
  const matching = queryEngine.inView(view);
  const { slots, waiting, outdated } = keeper.next({
    slots: hidden.size === 0 ? matching : matching.filter((slot) => !hidden.has(slot)),
    view: printView(view).toString(),
    engaged,
    isTaken: (slot) => hidden.has(slot),
  });
  const totals = queryEngine.totals(hidden);
  const there = outdated ? slots.reduce((count, slot) => (columns.isUsed(slot) ? count + 1 : count), 0) : slots.length;
  const unfinished = useMemo(
    () => ({
      resumable: resumable?.jobIds ?? NOTHING,
      onResume: (id: string) => resumable?.resume(id),
      onFinalize: (id: string) => setAsked({ kind: 'finalize', ids: [id] }),
      onDelete: (id: string) => deleteUndoably(storeName, [id]),
    }),
    [resumable, storeName],
  );
  const shown = selected.size === 0 ? null : slotMaskOf(slots);
  const chosen = [...selected].filter((id) => shown?.[columns.slotOf(id) ?? -1] === 1);
  const rowAt = (slot: number): JobRow | null => {
    const row = queryEngine.rowAt(slot);
    return row !== null && pending.get(row.id) === 'cancel' ? { ...row, job: { ...row.job, status: 'cancelled', statusWord: 'cancelled' } } : row;
  };
  const act = (work: (ids: readonly string[]) => unknown) => {
    keeper.release();
    setSelected(new Set());
    void work(chosen);
  };
  const retry = onRetry && ((ids: readonly string[]) =>
    runBulk({ doing: 'Retrying', done: 'added to the upload queue again' }, ids, async (id) => {
      const taskType = taskTypes.find(columns.at(columns.slotOf(id) ?? -1)?.taskTypeId ?? null);
      if (taskType === null) throw new Error('Nothing is known of its task type here. Open the job once: its page asks the platform.');
      const outcome = await onRetry(id, [taskType.key]);
      if (outcome !== 'added') throw new Error(NOT_RUN_AGAIN_WORDS[outcome]);
    }));

  if (!state.ready && state.problem === null) return <p role="status" aria-label="Loading" className="py-8 text-ink-soft">Loading the jobs of this account. What this browser knows already comes first.</p>;
  return (
    <div className="space-y-4">
      <Staggered atOnce={wasReady}>
        <>
          {state.problem ? (
            <Problem error={state.problem}>
              <Button onClick={index.refresh}>Try again</Button>
            </Problem>
          ) : null}
          <JobTotalsBar totals={totals} bands={bands} view={view} onChange={show} />
          <JobsFilters view={view} totals={totals} bands={bands} hasNotes={notes.size > 0} onChange={show} onType={type} onTyped={endTyping} />
        </>
        <>
          <JobsToolbar
            shown={there}
            rows={() => Array.from(slots).flatMap((slot) => rowAt(slot) ?? [])}
            chosen={chosen}
            onCancel={() => (chosen.length === 1 ? act((ids) => cancelJobs(queryClient, ids)) : setAsked({ kind: 'cancel', ids: chosen }))}
            onDelete={() => act((ids) => deleteUndoably(storeName, ids))}
            onRetry={retry ? () => setAsked({ kind: 'retry', ids: chosen }) : null}
          />
          {asked === null ? null : (
            <Suspense fallback={null}><Question
              kind={asked.kind}
              storeName={storeName}
              jobs={asked.ids.flatMap((id) => columns.at(columns.slotOf(id) ?? -1) ?? [])}
              onKeep={() => setAsked(null)}
              onConfirm={(ids) => {
                setAsked(null);
                if (asked.kind === 'finalize') void finalizeJobs(queryClient, ids);
                else act(() => (asked.kind === 'cancel' ? cancelJobs(queryClient, ids) : retry?.(ids)));
              }}
            /></Suspense>
          )}
          <BatchReports />
          <div className="flex min-h-9 flex-wrap items-center gap-3">
            <p role="status" aria-label="What is shown" className="text-sm text-ink-soft max-sm:min-h-[2lh]">{describe(totals, there, state, view.q !== '')}</p>
            {state.incomplete === null ? null : <Button onClick={index.readAll}>Read the list again</Button>}
            {outdated ? (
              <Button
                variant="primary"
                onClick={() => {
                  keeper.release();
                  setReleased((count) => count + 1);
                }}
              >
                {waiting > 0 ? formatPlural(waiting, 'new job') : 'Show changes'}
              </Button>
            ) : null}
          </div>
        </>
        <>
          <JobsTable
            slots={slots}
            rowAt={rowAt}
            idAt={idAt}
            lastNameAt={(slot) => keeper.lastName(slot)}
            view={view}
            selected={selected}
            selectedCount={chosen.length}
            onSelect={setSelected}
            onSort={(sort) => show({ sort })}
            jobPath={jobPath}
            unfinished={unfinished}
            inSteps={!wasReady}
            onSight={(first, last) => {
              keeper.see(first, last, (slot) => (columns.isUsed(slot) ? (columns.names[slot] ?? `Job ${idAt(slot)}`) : null));
              index.want(Array.from(slots.slice(first, last + 1), idAt));
            }}
            onEngaged={setEngaged}
          />
          {totals.all === 0 && state.problem === null ? empty : null}
          {totals.all > 0 && slots.length === 0 ? (
            <div className="rounded-xl border border-line bg-surface p-8 text-center">
              <p className="mb-3">{nothingMatches(totals, state)}</p>
              <Button onClick={() => show(DEFAULT_VIEW)}>Clear filters</Button>
            </div>
          ) : null}
        </>
      </Staggered>
    </div>
  );
}

function nothingMatches(totals: JobTotals, { complete, incomplete }: IndexState): string {
  if (totals.named < totals.all) return 'No job matches so far. Names and results are still being read.';
  return complete ? 'No job matches these filters.' : `None of the ${formatPlural(totals.all, 'job')} read so far matches.${incomplete === null ? ' The list is still being read.' : ' The platform did not list the others.'}`;
}

function describe(totals: JobTotals, shown: number, state: IndexState, searching: boolean): string {
  const jobs = formatPlural(totals.all, 'job');
  const parts = [shown === totals.all ? jobs : `${formatCount(shown)} of ${jobs}`];
  if (state.incomplete !== null) parts.push(state.incomplete.total === null ? 'the platform does not say whether there are more' : `${formatCount(totals.all)} of ${formatCount(state.incomplete.total)} could be read`);
  else if (!state.complete) parts.push(state.total === null ? 'reading the list' : `reading the list: ${formatCount(totals.all)} of ${formatCount(state.total)}`);
  if (totals.named < totals.all) parts.push(`${searching ? 'searching names in' : 'names and results known of'} ${formatCount(totals.named)} of ${jobs}`);
  if (state.unreadable > 0) parts.push(`${formatCount(state.unreadable)} entries without an id cannot be shown`);
  return `${parts.join(' · ')}.`;
}
