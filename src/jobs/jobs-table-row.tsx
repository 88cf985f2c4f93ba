import { Link } from 'react-router';
import { formatAgo, formatMoment, formatPercent } from '#src/ui/format.ts';
import type { JobRow } from './job-row.ts';
import { StatusBadge } from './status-badge.tsx';

/** What a row shows and reports. */
export interface JobsTableRowProps {
  readonly row: JobRow;
  /** From 1, the header included. */
  readonly rowIndex: number;
  readonly selected: boolean;
  readonly onToggle: (jobId: string, selected: boolean) => void;
  /** ms epoch. */
  readonly now: number;
  readonly jobPath: (jobId: string) => string;
}

const CELL = 'h-[45px] border-b border-line px-3 py-1.5';

/** One job; its name is the link to it. */
export function JobsTableRow({ row, rowIndex, selected, onToggle, now, jobPath }: JobsTableRowProps) {
  const { id, job, typeName, verdict } = row;
  const name = row.fileName ?? `Job ${id}`;
  return (
    <tr data-job-id={id} data-job-status={job.statusWord} aria-rowindex={rowIndex} className={selected ? 'bg-accent-wash' : 'hover:bg-sunken'}>
      <td className={CELL}>
        <input type="checkbox" aria-label={`Select ${name}`} className="size-4 align-middle accent-accent" checked={selected} onChange={(event) => onToggle(id, event.target.checked)} />
      </td>
      <th scope="row" className={`${CELL} max-w-80 text-left font-normal`}>
        <Link to={jobPath(id)} title={name} className="block truncate font-medium text-accent hover:underline"><bdi>{name}</bdi></Link>
      </th>
      <td className={`${CELL} whitespace-nowrap text-ink-soft`}>{typeName}</td>
      <td className={CELL}><StatusBadge job={job} now={now} /></td>
      <td className={CELL}>
        {verdict === null ? <span className="text-ink-soft">–</span> : (
          <span title={verdict.finding} className="whitespace-nowrap">
            {verdict.label}
            {verdict.simulated ? <span className="ml-1.5 rounded-full bg-warn-wash px-2 text-xs text-warn">Simulated</span> : null}
          </span>
        )}
      </td>
      <td className={`${CELL} tabular-nums`}>{verdict?.confidence === null || verdict === null ? <span className="text-ink-soft">–</span> : formatPercent(verdict.confidence)}</td>
      <td className={`${CELL} whitespace-nowrap text-ink-soft`}>{job.createdAt === null ? '–' : <time dateTime={new Date(job.createdAt).toISOString()} title={formatMoment(job.createdAt)}>{formatAgo(job.createdAt, now)}</time>}</td>
    </tr>
  );
}
