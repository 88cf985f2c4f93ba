import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { mainFileOf, type Job } from '#src/jobs-api/job.ts';
import { formatOfMime, formatOfName } from '#src/jobs-api/media-formats.ts';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import { detectorsFor } from '#src/review/compare/detectors-for.ts';
import { RunWithOthers } from '#src/review/compare/run-with-others.tsx';
import { findUploadRecords } from '#src/upload/storage/upload-record-store.ts';
import { useResubmit } from '#src/upload/components/resubmit.ts';
import { useTaskTypes } from '#src/ui/use-task-types.ts';
import { buttonClass } from '#src/ui/button.tsx';
import { paths } from './paths.ts';

const CostNote = lazy(async () => ({ default: (await import('#src/ui/cost-note.tsx')).CostNote }));

// The new jobs are not there yet when their files are in the queue.
const LOOK_EVERY_MS = 2_000;
const MOST_COMPARED = 4;

/** What else was found in the same file, and what else could be. `sha256` is of the bytes that this browser sent. */
export function OtherDetectors({ storeName, job, sha256 }: { storeName: string; job: Job; sha256: string }) {
  const [ran, setRan] = useState(false);
  const runAgain = useResubmit();
  const known = useTaskTypes();
  const { data: sameFile } = useQuery({
    queryKey: ['same-file', storeName, sha256],
    queryFn: () => findUploadRecords(storeName, sha256),
    networkMode: 'always',
    refetchInterval: ran ? LOOK_EVERY_MS : false,
  });
  if (sameFile === undefined) return null;
  const others = sameFile.filter(({ jobId }) => jobId !== job.id);
  const file = mainFileOf(job.inputs);
  const own = sameFile.find(({ jobId }) => jobId === job.id);
  const format = formatOfMime(own?.contentType ?? file?.contentType ?? '') ?? formatOfName(own?.name ?? '');
  const run = new Set([taskTypes.keyOf(job) ?? '', ...others.map(({ taskType }) => taskType ?? '')]);
  return (
    <div className="space-y-4">
      {others.length === 0 ? null : (
        <div className="space-y-2 text-sm">
          <ul aria-label="The same file in other jobs" className="list-disc pl-5">
            {others.map(({ jobId, taskType }) => <li key={jobId}><Link to={paths.job(jobId)} className="text-accent underline">{taskTypes.find(taskType)?.name ?? 'Unknown detector'}, job {jobId}</Link></li>)}
          </ul>
          <Link to={paths.compare([job.id, ...others.map(({ jobId }) => jobId)].slice(0, MOST_COMPARED))} className={buttonClass()}>Compare these</Link>
        </div>
      )}
      <RunWithOthers
        detectors={detectorsFor(known, format, run)}
        renderCost={(keys) => <Suspense fallback={null}><CostNote storeName={storeName} taskTypes={keys} /></Suspense>}
        onRunWith={async (chosen) => {
          const outcome = await runAgain(job.id, chosen);
          setRan(outcome === 'added');
          return outcome;
        }}
      />
    </div>
  );
}
