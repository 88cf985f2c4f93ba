import { useEffect, useId, useRef, useState } from 'react';
import { JOB_STATUSES } from '#src/jobs-api/job.ts';
import { TASK_TYPES } from '#src/jobs-api/task-types.ts';
import { SelectField } from '#src/ui/select-field.tsx';
import type { JobRow } from './job-row.ts';
import { statusLabel } from './status-words.ts';
import type { JobsView } from './view-in-address.ts';

/** What the filters show and report. */
export interface JobsFiltersProps {
  readonly view: JobsView;
  /** Every row, whatever the filters: words and types that only the platform knows can be filtered too. */
  readonly rows: readonly JobRow[];
  readonly bands: readonly (readonly [string, string])[];
  /** `replace`: the change is one of many, such as a keystroke, and gets no entry of its own in the history. */
  readonly onChange: (change: Partial<JobsView>, replace?: boolean) => void;
}

/** The search field and the filters; `/` goes to the search. */
export function JobsFilters({ view, rows, bands, onChange }: JobsFiltersProps) {
  const search = useRef<HTMLInputElement>(null);
  const searchId = useId();
  // The address follows a moment later: while a person types, what is typed is the truth, and a key is never lost.
  const [typed, setTyped] = useState<string | null>(null);
  const q = typed ?? view.q;
  useEffect(() => {
    const onPopState = () => setTyped(null);
    window.addEventListener('popstate', onPopState);
    return () => window.removeEventListener('popstate', onPopState);
  }, []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input:not([type=checkbox]), select, textarea') !== null;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || typing) return;
      event.preventDefault();
      search.current?.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <div role="search" className="flex flex-wrap items-end gap-3">
      <div className="min-w-56 flex-1">
        <label htmlFor={searchId} className="mb-1 block text-sm">Search jobs</label>
        <input
          ref={search}
          id={searchId}
          type="search"
          value={q}
          onChange={(event) => {
            setTyped(event.target.value);
            onChange({ q: event.target.value }, true);
          }}
          onBlur={() => setTyped(null)}
          placeholder="File name, id, verdict…"
          className="min-h-9 w-full rounded-md border border-line-strong bg-surface px-3 text-sm placeholder:text-ink-soft"
        />
      </div>
      <SelectField label="Status" value={view.status} options={[['', 'Any status'], ...statusOptions(rows)]} onChange={(status) => onChange({ q, status })} />
      <SelectField label="Task type" value={view.type} options={[['', 'Any task type'], ...typeOptions(rows)]} onChange={(type) => onChange({ q, type })} />
      <SelectField label="Verdict" value={view.verdict} options={[['', 'Any verdict'], ...bands]} onChange={(verdict) => onChange({ q, verdict })} />
    </div>
  );
}

type Options = readonly (readonly [string, string])[];

function statusOptions(rows: readonly JobRow[]): Options {
  const foreign = new Set(rows.filter((row) => row.job.status === 'unknown').map((row) => row.job.statusWord));
  return [...JOB_STATUSES.map((status) => [status, statusLabel({ status, statusWord: status })] as const), ...[...foreign].map((word) => [word, word] as const)];
}

function typeOptions(rows: readonly JobRow[]): Options {
  const known = new Map<string, string>(TASK_TYPES.map((type) => [String(type.id), type.name]));
  for (const { job, typeName } of rows) if (job.taskTypeId !== null && !known.has(job.taskTypeId)) known.set(job.taskTypeId, typeName);
  return [...known];
}
