import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { sessionQuery } from '#src/connection/session.ts';
import { JobsWorkspace } from '#src/jobs/table/jobs-workspace.tsx';
import { useJobIndex } from '#src/jobs/table/use-job-index.ts';
import { useThresholds } from '#src/review/thresholds/thresholds-store.ts';
import { useResumable } from '#src/upload/components/resume.ts';
import { useResubmit } from '#src/upload/components/resubmit.ts';
import { buttonClass } from '#src/ui/button.tsx';
import { useJobNotes } from '../job-notes.ts';
import { MainLandmark } from '../main-landmark.tsx';
import { paths } from '../paths.ts';
import { keepDetail } from '../keep-detail.ts';
import { VERDICT_KINDS, verdictCellsFor } from '../verdict-cell.ts';

/** Every job of the account. */
export function JobsPage() {
  const { data: session } = useQuery(sessionQuery);
  const storeName = session?.storeName ?? null;
  return <MainLandmark title="Jobs">{storeName === null ? null : <AccountJobs key={storeName} storeName={storeName} />}</MainLandmark>;
}

function AccountJobs({ storeName }: { storeName: string }) {
  const index = useJobIndex(storeName, keepDetail);
  const thresholds = useThresholds();
  const notes = useJobNotes(storeName, thresholds);
  return (
    <JobsWorkspace
      index={index}
      storeName={storeName}
      verdictOf={verdictCellsFor(thresholds)}
      notes={notes}
      bands={VERDICT_KINDS}
      jobPath={paths.job}
      onRetry={useResubmit()}
      resumable={useResumable()}
      empty={
        <div className="rounded-xl border border-line bg-surface p-8 text-center">
          <p className="mb-3">No jobs yet.</p>
          <Link to={paths.upload} className={buttonClass('primary')}>Upload files</Link>
        </div>
      }
    />
  );
}
