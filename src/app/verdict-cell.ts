import { bandOf, BAND_WORDS } from '#src/review/bands.ts';
import { readResult } from '#src/review/read-result.ts';
import { statedSha256 } from '#src/review/stated-sha256.ts';
import { fileNameOf, type VerdictCell } from '#src/jobs/job-row.ts';
import type { KeptDetail, KeptReading } from '#src/jobs/local-index/indexed-job.ts';
import { thresholdsFor, type ThresholdsByType } from '#src/review/thresholds/thresholds-file.ts';
import type { Job } from '#src/jobs-api/job.ts';
import { ORIGINAL_SLOT } from '#src/jobs-api/task-types.ts';
import { remember } from './remember.ts';

/** What the jobs table shows of a result, from the reading that the index keeps, in the bands of the team's thresholds. */
export const verdictCellsFor = remember((thresholds: ThresholdsByType) => (reading: KeptReading, taskTypeId: string | null): VerdictCell => {
  const { finding, confidence, simulated } = reading;
  const band = bandOf(reading, thresholdsFor(thresholds, taskTypeId));
  return { band, label: BAND_WORDS[band], finding, confidence, simulated };
});

/** What the index keeps of a job's detail; a result that lies behind a link and could not be fetched is not there yet. */
export function keptDetailOf(job: Job): Omit<KeptDetail, 'final'> {
  const file = [...job.inputs, ...job.artifacts].find(({ slotName }) => slotName === ORIGINAL_SLOT);
  return {
    fileName: fileNameOf(job),
    sizeBytes: file?.sizeBytes ?? null,
    sha256: statedSha256(job.result),
    reading: job.status === 'completed' && (job.result !== undefined || job.resultUrl === null) ? readingOf(job) : null,
  };
}

function readingOf({ result, taskTypeId }: Job): KeptReading {
  const { finding, direction, confidence, simulated } = readResult(result, taskTypeId);
  return { finding, direction, confidence, simulated };
}
