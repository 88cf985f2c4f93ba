import { useQuery } from '@tanstack/react-query';
import type { JobNote } from '#src/jobs/model/job-row.ts';
import { currentJudgement, disagrees, trustedDetector, type JudgementLog } from '#src/review/judgement/judgement.ts';
import { useJudgementLog } from '#src/review/judgement/use-judgements.ts';
import { thresholdsFor, type ThresholdsByType } from '#src/review/thresholds/thresholds-file.ts';
import { listUploadRecords } from '#src/upload/storage/upload-record-store.ts';
import type { UploadRecord } from '#src/upload/model/upload-record.ts';
import { memoizeLast } from '#src/lib/memoize-last.ts';

/** Puts together, by job id, what was judged and what is known of the uploads; always the same map when that is nothing. */
export function jobNotesOf(log: JudgementLog, evidence: readonly UploadRecord[], thresholds: ThresholdsByType): ReadonlyMap<string, JobNote> {
  const notes = new Map<string, JobNote>(evidence.map(({ jobId, sha256 }) => [jobId, { sha256, judgement: null, disagrees: false, text: '' }]));
  for (const [jobId, entries] of log) {
    const judged = currentJudgement(entries);
    if (judged === null) continue;
    const { verdict, reason, tags, notes: text } = judged;
    const detector = trustedDetector(judged.detector);
    notes.set(jobId, {
      sha256: notes.get(jobId)?.sha256 ?? null,
      judgement: verdict,
      disagrees: disagrees(verdict, detector, thresholdsFor(thresholds, detector?.taskTypeId ?? null)),
      text: [reason, ...tags, text].join(' '),
    });
  }
  return notes.size === 0 ? NO_NOTES : notes;
}

const NO_NOTES: ReadonlyMap<string, JobNote> = new Map();
const NO_EVIDENCE: readonly UploadRecord[] = [];
const rememberedNotes = memoizeLast(jobNotesOf);

/** The notes of an account's jobs; the same map for as long as nothing changes. */
export function useJobNotes(storeName: string, thresholds: ThresholdsByType): ReadonlyMap<string, JobNote> {
  const log = useJudgementLog(storeName);
  const { data: evidence = NO_EVIDENCE } = useQuery({
    queryKey: ['upload-evidence', storeName],
    queryFn: () => listUploadRecords(storeName),
    networkMode: 'always',
    // Files may have been uploaded since the page was last shown.
    refetchOnMount: 'always',
  });
  return rememberedNotes(log, evidence, thresholds);
}
