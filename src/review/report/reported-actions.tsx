import { actionSentences } from '#src/jobs-api/action-words.ts';
import type { ReportedJob } from './report.ts';

/** What the browser that made the report sent for a job. */
export function ReportedActions({ actions }: Pick<ReportedJob, 'actions'>) {
  if (actions === null) return <p className="text-sm">What this browser did cannot be read from its disk.</p>;
  if (actions.length === 0) return <p className="text-sm">Nothing is known to have been sent for this job from this browser.</p>;
  return (
    <ol className="space-y-1 text-sm wrap-anywhere">
      {actions.map((action) => <li key={`${action.call} ${action.sentAt} ${action.answer}`}><time dateTime={action.sentAt}>{action.sentAt}</time>: {actionSentences(action).join('. ')}.</li>)}
    </ol>
  );
}
