import { memo, useLayoutEffect, useRef, type MouseEvent, type ReactNode } from 'react';
import { Link } from 'react-router';
import { formatAgo, formatBytes, formatMoment, formatPercent } from '#src/ui/format.ts';
import type { Column } from './table-columns.ts';
import type { JobRow } from '../model/job-row.ts';
import { StatusBadge } from '../model/status-badge.tsx';
import { UnfinishedActions, type UnfinishedCommands } from './unfinished-actions.tsx';
import type { SortColumn } from '../model/search-params.ts';

/** What a row shows and reports. */
export interface JobsTableRowProps {
  readonly row: JobRow;
  readonly columns: readonly Column[];
  /** From 1, the header included. */
  readonly rowIndex: number;
  readonly selected: boolean;
  /** `range`: everything from the row that was chosen last to this one. */
  readonly onToggle: (jobId: string, selected: boolean, range: boolean) => void;
  /** ms epoch. */
  readonly now: number;
  readonly jobPath: (jobId: string) => string;
  readonly unfinished: UnfinishedCommands;
}

const CELL = 'h-[45px] overflow-hidden border-b border-line px-3 py-1.5';
const NOTHING = <span className="text-ink-soft">–</span>;

/** One job; its name is the link to it. The element may show another job afterwards. */
export const JobsTableRow = memo(function JobsTableRow({ row, columns, rowIndex, selected, onToggle, now, jobPath, unfinished }: JobsTableRowProps) {
  const element = useRef<HTMLTableRowElement>(null);
  const { id, job } = row;
  const shownId = useRef(id);
  useLayoutEffect(() => {
    if (shownId.current === id) return;
    shownId.current = id;
    // The focus was on a job that is out of sight now: on another one it would make a key act on what nobody chose.
    const focused = document.activeElement;
    if (focused instanceof HTMLElement && element.current?.contains(focused)) focused.blur();
  }, [id]);
  const name = row.fileName ?? `Job ${id}`;
  const tone = selected ? 'bg-accent-wash' : 'bg-surface group-hover:bg-sunken';
  return (
    <tr ref={element} data-job-id={id} data-job-status={job.statusWord} aria-rowindex={rowIndex} className="group">
      <td className={`${CELL} ${tone} sticky left-0 z-[5]`}>
        <input
          type="checkbox"
          aria-label={`Select ${name}`}
          className="size-4 align-middle accent-accent"
          checked={selected}
          onClick={(event: MouseEvent) => onToggle(id, !selected, event.shiftKey)}
          // The click says whether shift was held; a change does not.
          onChange={() => undefined}
        />
      </td>
      <th scope="row" className={`${CELL} ${tone} text-left font-normal sticky left-10 z-[5]`}>
        <Link to={jobPath(id)} title={name} className="block truncate font-medium text-accent hover:underline"><bdi>{name}</bdi></Link>
      </th>
      {columns.map((column) => (column.id === 'file' ? null : (
        <td key={column.id} className={`${CELL} ${tone} truncate whitespace-nowrap tabular-nums ${column.id === 'status' || column.id === 'verdict' ? '' : 'text-ink-soft'}`}>
          {cellOf(column.id, row, name, now, unfinished)}
        </td>
      )))}
    </tr>
  );
});

function cellOf(column: Exclude<SortColumn, 'file'>, row: JobRow, name: string, now: number, unfinished: UnfinishedCommands): ReactNode {
  const { id, job, verdict, note } = row;
  switch (column) {
    case 'type':
      return row.typeName;
    case 'status':
      return <StatusBadge job={job} now={now} />;
    case 'verdict':
      return job.status === 'waiting_for_finalize' ? <UnfinishedActions key={id} jobId={id} name={name} commands={unfinished} /> : verdictOf(row);
    case 'confidence':
      return confidenceOf(verdict);
    case 'judgement':
      return note?.judgement ? <span className="capitalize">{note.judgement}{note.disagrees ? <span className="ml-1.5 rounded-full bg-warn-wash px-2 text-xs text-warn normal-case">Disagrees</span> : null}</span> : NOTHING;
    case 'created':
      return moment(job.createdAt, now);
    case 'updated':
      return moment(job.updatedAt, now);
    case 'size':
      return row.sizeBytes === null ? NOTHING : formatBytes(row.sizeBytes);
    case 'job':
      return id;
  }
}

function verdictOf({ verdict }: JobRow): ReactNode {
  if (verdict === null) return NOTHING;
  return (
    <span title={verdict.finding}>
      {verdict.label}
      {verdict.simulated ? <span className="ml-1.5 rounded-full bg-warn-wash px-2 text-xs text-warn">Simulated</span> : null}
    </span>
  );
}

function confidenceOf(verdict: JobRow['verdict']): ReactNode {
  if (verdict === null || verdict.confidence === null) return NOTHING;
  const percent = formatPercent(verdict.confidence);
  return verdict.confidenceOf === null ? percent : <span title={`${percent}, the detector’s own for ${verdict.confidenceOf}`}>{percent} {verdict.confidenceOf}</span>;
}

function moment(ms: number | null, now: number): ReactNode {
  return ms === null ? NOTHING : <time dateTime={new Date(ms).toISOString()} title={formatMoment(ms)}>{formatAgo(ms, now)}</time>;
}
