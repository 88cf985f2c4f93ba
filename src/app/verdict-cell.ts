import { bandOf, BAND_WORDS } from '#src/review/bands.ts';
import { readVerdict } from '#src/review/read-verdict.ts';
import { READER_VERSION } from '#src/lib/reader-version.ts';
import { statedSha256 } from '#src/review/stated-sha256.ts';
import { fileNameOf, type VerdictCell } from '#src/jobs/job-row.ts';
import type { KeptDetail, KeptReading } from '#src/jobs/local-index/indexed-job.ts';
import { thresholdsFor, type ThresholdsByType } from '#src/review/thresholds/thresholds-file.ts';
import { mainFileOf, type Artifact, type Job, type JobInput } from '#src/jobs-api/job.ts';
import { remember } from './remember.ts';

// What stands in the address and in words for a job whose worker failed: nobody has looked at its file, so no band counts it.
const WORKER_FAILED = ['worker-failed', 'Failed in the worker'] as const;

/** What jobs are counted and filtered by under "Verdict": the bands, and the jobs that have none because the worker failed. */
export const VERDICT_KINDS: readonly (readonly [string, string])[] = [...Object.entries(BAND_WORDS), WORKER_FAILED];

/** What the jobs table shows of a result, from the reading that the index keeps, in the bands of the team's thresholds. */
export const verdictCellsFor = remember((thresholds: ThresholdsByType) => (reading: KeptReading, taskTypeId: string | null): VerdictCell => {
  const { outcome, finding, confidence, simulated } = reading;
  const known = bandOf(reading, thresholdsFor(thresholds, taskTypeId));
  const [band, label] = outcome === 'worker-failed' ? WORKER_FAILED : [known, BAND_WORDS[known]];
  return { band, label, finding, confidence, simulated };
});

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
  const { outcome, finding, direction, confidence, simulated } = readVerdict(job);
  return outcome === 'not-completed' || outcome === 'not-fetched' ? null : { outcome, finding, direction, confidence, simulated, readerVersion: READER_VERSION };
}
