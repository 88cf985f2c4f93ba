import { currentJudgement, disagrees, type JudgementLog } from '#src/review/judgement/judgement.ts';
import { thresholdsFor, type ThresholdsByType } from '#src/review/thresholds/thresholds-file.ts';
import type { UploadEvidence } from '#src/upload/evidence.ts';

/** What the jobs table shows, searches and filters of what only this browser knows of a job. */
export interface JobNote {
  /** 64 hexadecimal digits; null when the file was uploaded elsewhere. */
  readonly sha256: string | null;
  /** The analyst's own verdict; null when there is none. */
  readonly judgement: string | null;
  /** Whether that is the opposite of what the detector calls likely. */
  readonly disagrees: boolean;
  /** Reason, tags and notes, for search. */
  readonly text: string;
}

/** Puts together, by job id, what was judged and what is known of the uploads. */
export function jobNotesOf(log: JudgementLog, evidence: readonly UploadEvidence[], thresholds: ThresholdsByType): ReadonlyMap<string, JobNote> {
  const notes = new Map<string, JobNote>(evidence.map(({ jobId, sha256 }) => [jobId, { sha256, judgement: null, disagrees: false, text: '' }]));
  for (const [jobId, entries] of log) {
    const judged = currentJudgement(entries);
    if (judged === null) continue;
    const { verdict, detector, reason, tags, notes: text } = judged;
    notes.set(jobId, {
      sha256: notes.get(jobId)?.sha256 ?? null,
      judgement: verdict,
      disagrees: disagrees(verdict, detector, thresholdsFor(thresholds, detector?.taskTypeId ?? null)),
      text: [reason, ...tags, text].join(' '),
    });
  }
  return notes;
}
