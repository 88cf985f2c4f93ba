import type { ReactNode } from 'react';
import type { Job } from '#src/jobs-api/job.ts';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import { formatMoment } from '#src/ui/format.ts';
import { currentJudgement, type JudgementEntry } from '../judgement/judgement.ts';
import { JudgementBadge } from '../judgement/judgement-badge.tsx';
import { VerdictPanel } from '../verdict/verdict-panel.tsx';

/** One job of a comparison. */
export interface CompareColumnProps {
  readonly job: Job;
  /** The file's name as a heading's content, such as a link to the job. */
  readonly heading: ReactNode;
  /** 64 hexadecimal digits; null when it is not known. */
  readonly sha256: string | null;
  readonly entries: readonly JudgementEntry[];
  /** What stands in place of the verdict while there is none; null once there is one. */
  readonly progress: ReactNode;
  /** The evidence, shown when it is asked for. */
  readonly children: ReactNode;
}

/** A job's finding and the analyst's judgement, to stand beside others. */
export function CompareColumn({ job, heading, sha256, entries, progress, children }: CompareColumnProps) {
  const judged = currentJudgement(entries);
  return (
    <div className="space-y-4">
      <div>
        <h2 className="font-semibold wrap-anywhere">{heading}</h2>
        <p className="text-sm text-ink-soft">{taskTypes.ofJob(job)?.name ?? `Task type ${job.taskTypeId ?? 'unknown'}`}</p>
      </div>
      {progress ?? <VerdictPanel job={job} />}
      <div className="text-sm">
        <h3 className="mb-1 font-medium">Judgement</h3>
        {judged === null ? <p className="text-ink-soft">Not judged yet.</p> : <><JudgementBadge verdict={judged.verdict} />{judged.reason === '' ? null : <p className="mt-1 wrap-anywhere"><bdi>{judged.reason}</bdi></p>}</>}
      </div>
      <dl className="space-y-1 text-sm">
        <div><dt className="inline text-ink-soft">Created </dt><dd className="inline">{job.createdAt === null ? 'Not known' : formatMoment(job.createdAt)}</dd></div>
        <div><dt className="inline text-ink-soft">SHA-256 </dt><dd className="inline font-mono text-xs wrap-anywhere">{sha256 ?? 'Not known'}</dd></div>
      </dl>
      {children}
    </div>
  );
}
