import { Link } from 'react-router';
import { JobsWorkspace } from '#src/jobs/jobs-workspace.tsx';
import { BAND_WORDS } from '#src/review/bands.ts';
import { useThresholds } from '#src/review/thresholds/thresholds-store.ts';
import { buttonClass } from '#src/ui/button.tsx';
import { MainLandmark } from '../main-landmark.tsx';
import { paths } from '../paths.ts';
import { verdictCellOf } from '../verdict-cell.ts';

/** Every job of the account. */
export function JobsPage() {
  const thresholds = useThresholds();
  return (
    <MainLandmark title="Jobs">
      <JobsWorkspace
        verdictOf={(job) => verdictCellOf(job, thresholds)}
        bands={Object.entries(BAND_WORDS)}
        jobPath={paths.job}
        empty={
          <div className="rounded-xl border border-line bg-surface p-8 text-center">
            <p className="mb-3">No jobs yet.</p>
            <Link to={paths.upload} className={buttonClass('primary')}>Upload files</Link>
          </div>
        }
      />
    </MainLandmark>
  );
}
