import { READER_VERSION } from '#src/lib/reader-version.ts';
import { fileNameOf } from '#src/jobs/model/job-row.ts';
import type { KeptDetail, KeptReading } from '#src/jobs/model/indexed-job.ts';
import { mainFileOf, type Artifact, type Job, type JobInput } from '#src/jobs-api/job.ts';
import { readVerdict } from '#src/review/result/read-verdict.ts';
import { statedSha256 } from '#src/review/result/reported-sha256.ts';

/** What the index keeps of a job's detail; a result that lies behind a link and could not be fetched is not there yet. */
export function keptDetailOf(job: Job): Omit<KeptDetail, 'final'> {
  const file = mainFileOf<JobInput | Artifact>([...job.inputs, ...job.artifacts]);
  return {
    fileName: fileNameOf(job),
    sizeBytes: file?.sizeBytes ?? null,
    sha256: statedSha256(job),
    reading: readingOf(job),
  };
}

function readingOf(job: Job): KeptReading | null {
  const { outcome, finding, direction, confidence, confidenceOf, simulated } = readVerdict(job);
  return outcome === 'not-completed' || outcome === 'not-fetched' ? null : { outcome, finding, direction, confidence, confidenceOf, simulated, readerVersion: READER_VERSION };
}
