import { ChevronDown } from 'lucide-react';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { JOB_STATUSES, readStatus } from '#src/jobs-api/job.ts';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import type { TaskType } from '#src/jobs-api/task-type-registry.ts';
import { useTaskTypes } from '#src/ui/use-task-types.ts';
import { Button } from '#src/ui/button.tsx';
import { isTyping } from '#src/ui/is-typing.ts';
import { SelectField } from '#src/ui/select-field.tsx';
import { typeName, type JobTotals } from '../index/store/job-query-engine.ts';
import { statusLabel } from '../model/status-labels.ts';
import { DEFAULT_VIEW, type JobsView } from '../model/search-params.ts';

/** What the filters show and report. */
export interface JobsFiltersProps {
  readonly view: JobsView;
  /** Of every job, whatever the filters: words and types that only the platform knows can be filtered too. */
  readonly totals: JobTotals;
  readonly bands: readonly (readonly [string, string])[];
  /** Whether there are judgements to filter by. */
  readonly hasNotes: boolean;
  readonly onChange: (change: Partial<JobsView>) => void;
  /** Called at each keystroke in the search. */
  readonly onType: (q: string) => void;
  /** Called when the search is left. */
  readonly onTyped: () => void;
}

const JUDGEMENTS = [['none', 'Not judged'], ['authentic', 'Authentic'], ['manipulated', 'Manipulated'], ['inconclusive', 'Inconclusive'], ['disagrees', 'Disagrees']] as const;

/** The search field and the filters; `/` goes to the search. On a small screen the filters are behind a button. */
export function JobsFilters({ view, totals, bands, hasNotes, onChange, onType, onTyped }: JobsFiltersProps) {
  const search = useRef<HTMLInputElement>(null);
  const searchId = useId();
  const filtersId = useId();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      search.current?.focus();
      search.current?.select();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  const knownTypes = useTaskTypes();
  const { sort: _sort, q, ...filters } = view;
  const inUse = Object.values(filters).filter((value) => value !== '').length;
  return (
    <div role="search" className="flex flex-wrap items-end gap-3">
      <div className="min-w-48 flex-1">
        <label htmlFor={searchId} className="mb-1 block text-sm">Search jobs</label>
        <input
          ref={search}
          id={searchId}
          type="search"
          value={view.q}
          onChange={(event) => onType(event.target.value)}
          onBlur={onTyped}
          placeholder="File name, id, SHA-256, type, verdict, notes…"
          className="min-h-9 w-full rounded-md border border-line-strong bg-surface px-3 text-sm placeholder:text-ink-soft"
        />
      </div>
      <Button aria-expanded={open} aria-controls={filtersId} className="sm:hidden" onClick={() => setOpen(!open)}>
        {inUse === 0 ? 'Filters' : `Filters (${inUse})`}
        <ChevronDown aria-hidden className={open ? 'rotate-180' : ''} />
      </Button>
      <div id={filtersId} className={`${open ? 'flex' : 'hidden'} w-full flex-wrap items-end gap-3 sm:contents`}>
        <SelectField label="Status" value={view.status} options={[['', 'Any status'], ...statusOptions(totals)]} onChange={(status) => onChange({ status })} />
        <SelectField label="Task type" value={idOfType(view.type, knownTypes)} options={[['', 'Any task type'], ...typeOptions(totals, knownTypes, view.type)]} onChange={(type) => onChange({ type })} />
        <SelectField label="Verdict" value={view.verdict} options={[['', 'Any verdict'], ...bands]} onChange={(verdict) => onChange({ verdict })} />
        {hasNotes || view.judgement !== '' ? (
          <SelectField label="Judgement" value={view.judgement} options={[['', 'Any judgement'], ...JUDGEMENTS]} onChange={(judgement) => onChange({ judgement })} />
        ) : null}
        <DayField value={view.from} onChange={(from) => onChange({ from })}>Created from</DayField>
        <DayField value={view.to} onChange={(to) => onChange({ to })}>to</DayField>
        {inUse > 0 || q !== '' ? <Button variant="quiet" onClick={() => onChange({ ...DEFAULT_VIEW, sort: view.sort })}>Clear</Button> : null}
      </div>
    </div>
  );
}

function DayField({ value, onChange, children }: { value: string; onChange: (day: string) => void; children: ReactNode }) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm">{children}</label>
      <input id={id} type="date" value={value} onChange={(event) => onChange(event.target.value)} className="min-h-9 rounded-md border border-line-strong bg-surface px-2 text-sm" />
    </div>
  );
}

type Options = readonly (readonly [string, string])[];

function statusOptions({ statuses }: JobTotals): Options {
  const foreign = [...statuses.keys()].filter((word) => readStatus(word).status === 'unknown');
  return [...JOB_STATUSES.map((status) => [status, statusLabel({ status, statusWord: status })] as const), ...foreign.map((word) => [word, word] as const)];
}

// By id: the list of jobs says no more of a job's type (wire format, section 2).
function typeOptions({ types }: JobTotals, knownTypes: readonly TaskType[], chosen: string): Options {
  const known = new Map<string, string>(knownTypes.flatMap(({ id, name }) => (id === null ? [] : [[id, name] as const])));
  for (const named of [...types.keys(), chosen]) {
    const id = idOfType(named, knownTypes);
    if (id !== '' && !known.has(id)) known.set(id, typeName(id));
  }
  return [...known];
}

/** What an address says of a type, an id or a slug, as its option has it: the id that the platform takes, where that is known. */
function idOfType(named: string, knownTypes: readonly TaskType[]): string {
  const type = taskTypes.find(named);
  return knownTypes.find(({ key }) => key === type?.key)?.id ?? named;
}
