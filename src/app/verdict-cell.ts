import { bandOf, BAND_WORDS } from '#src/review/bands.ts';
import { readVerdict } from '#src/review/read-verdict.ts';
import { READER_VERSION } from '#src/lib/reader-version.ts';
import { statedSha256 } from '#src/review/stated-sha256.ts';
import { fileNameOf, type VerdictCell } from '#src/jobs/job-row.ts';
import type { KeptDetail, KeptReading } from '#src/jobs/local-index/indexed-job.ts';
import { thresholdsFor, type ThresholdsByType } from '#src/review/thresholds/thresholds-file.ts';
import { mainFileOf, type Artifact, type Job, type JobInput } from '#src/jobs-api/job.ts';
import { remember } from './remember.ts';

/** What the jobs table shows of a result, from the reading that the index keeps, in the bands of the team's thresholds. */
export const verdictCellsFor = remember((thresholds: ThresholdsByType) => (reading: KeptReading, taskTypeId: string | null): VerdictCell => {
  const { outcome, finding, confidence, simulated } = reading;
  const band = bandOf(reading, thresholdsFor(thresholds, taskTypeId));
  return { band, label: BAND_WORDS[band], finding, confidence, simulated, failed: outcome === 'worker-failed' };
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
