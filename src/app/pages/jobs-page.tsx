import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { sessionQuery } from '#src/connection/session.ts';
import { JobsWorkspace } from '#src/jobs/jobs-workspace.tsx';
import { useJobIndex } from '#src/jobs/use-job-index.ts';
import { BAND_WORDS } from '#src/review/bands.ts';
import { buttonClass } from '#src/ui/button.tsx';
import { MainLandmark } from '../main-landmark.tsx';
import { paths } from '../paths.ts';
import { keptDetailOf, verdictCellOf } from '../verdict-cell.ts';

/** Every job of the account. */
export function JobsPage() {
  const { data: session } = useQuery(sessionQuery);
  return (
    <MainLandmark title="Jobs">
      {session ? <AccountJobs key={session.account} account={session.account} /> : null}
    </MainLandmark>
  );
}

function AccountJobs({ account }: { account: string | null }) {
  const index = useJobIndex(account, keptDetailOf);
  return (
    <JobsWorkspace
      index={index}
      account={account}
      verdictOf={verdictCellOf}
      bands={BANDS}
      jobPath={paths.job}
      empty={
        <div className="rounded-xl border border-line bg-surface p-8 text-center">
          <p className="mb-3">No jobs yet.</p>
          <Link to={paths.upload} className={buttonClass('primary')}>Upload files</Link>
        </div>
      }
    />
  );
}

const BANDS = Object.entries(BAND_WORDS);
