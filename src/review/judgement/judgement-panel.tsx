import { useEffect } from 'react';
import type { Job } from '#src/jobs-api/job.ts';
import { READER_VERSION } from '#src/lib/reader-version.ts';
import { Button } from '#src/ui/button.tsx';
import { formatMoment } from '#src/ui/format.ts';
import { showToast } from '#src/ui/toast-store.ts';
import { BAND_WORDS, bandOf } from '../thresholds/bands.ts';
import { readVerdict, saysSomething } from '../result/read-verdict.ts';
import { thresholdsFor } from '../thresholds/thresholds-file.ts';
import { useThresholds } from '../thresholds/thresholds-store.ts';
import { currentJudgement, disagrees, JUDGEMENTS, JUDGEMENT_WORDS, parseTags, trustedDetector, type DetectorSaid, type JudgedEntry, type JudgementEntry } from './judgement.ts';
import { JudgementBadge } from './judgement-badge.tsx';
import { JudgementForm } from './judgement-form.tsx';
import { JudgementHistory } from './judgement-history.tsx';
import type { Draft } from './judgement-storage.ts';
import { useJudgementKeys } from './use-judgement-keys.ts';
import { judgementStoreOf, useJudgements } from './use-judgements.ts';

/** What the panel is about. */
export interface JudgementPanelProps {
  /** The session's `storeName`: judgements are kept by account. */
  readonly storeName: string;
  readonly job: Job;
  /** Goes to the job that needs eyes most, of those that wait to be judged. */
  readonly onNext: () => void;
}

/** The analyst's own judgement of a job, its history, and the way to the next job. */
export function JudgementPanel({ storeName, job, onNext }: JudgementPanelProps) {
  const judgements = judgementStoreOf(storeName);
  const { loaded, problem, log, tags, drafts } = useJudgements(storeName);
  const thresholds = useThresholds();
  const entries = log.get(job.id) ?? [];
  const current = currentJudgement(entries);
  const saved = draftOf(job.id, current);
  const draft = drafts.get(job.id) ?? saved;
  const changed = !sameDraft(draft, saved);
  const change = (next: Draft) => void orSay(sameDraft(next, saved) ? judgements.dropDraft(job.id) : judgements.setDraft(next));
  const undo = () => void orSay(judgements.undo(job.id), current === null ? null : `${JUDGEMENT_WORDS[current.verdict]} taken back.`);
  const save = () => {
    const verdict = JUDGEMENTS.find((word) => word === draft.verdict);
    if (verdict === undefined) return;
    const fields = { verdict, reason: draft.reason.trim(), tags: parseTags(draft.tags), notes: draft.notes.trim() };
    void orSay(judgements.judge(job.id, fields, detectorSaid(job)), 'Judgement saved.');
  };
  const savable = changed && draft.verdict !== '' ? save : null;
  useJudgementKeys({ onUndo: current === null ? null : undo, onNext, onSave: savable });
  useReportedProblem(problem);
  if (!loaded) return problem === null ? null : <p className="text-sm text-bad">Judgements cannot be kept: this browser does not give Assay its storage ({problem.message}).</p>;
  return (
    <div className="space-y-4">
      {current === null ? null : <Standing current={current} disagreement={disagreementOf(current, job, thresholds)} onUndo={undo} />}
      <JudgementForm
        draft={draft}
        changed={changed}
        knownTags={tags}
        onChange={change}
        onSave={savable}
        onDiscard={() => void orSay(judgements.dropDraft(job.id))}
      />
      <Button aria-keyshortcuts="n" onClick={onNext}>Next to review</Button>
      {entries.length === 0 ? null : <JudgementHistory entries={entries} thresholds={thresholds} />}
    </div>
  );
}

function Standing({ current, disagreement, onUndo }: { current: JudgedEntry; disagreement: string | null; onUndo: () => void }) {
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-center gap-2">
        <JudgementBadge verdict={current.verdict} />
        <span className="text-sm text-ink-soft">{formatMoment(current.at)}</span>
        <Button variant="quiet" aria-keyshortcuts="z" onClick={onUndo}>Undo</Button>
      </div>
      {disagreement === null ? null : <p className="rounded-lg border border-warn bg-warn-wash p-3 text-sm text-warn">{disagreement}</p>}
    </div>
  );
}

// What an older version read is read again: the job is at hand.
function disagreementOf({ verdict, detector: kept }: JudgedEntry, job: Job, set: ReturnType<typeof useThresholds>): string | null {
  const detector = kept && (trustedDetector(kept) ?? detectorSaid(job));
  const thresholds = thresholdsFor(set, detector?.taskTypeId ?? null);
  if (detector === null || !disagrees(verdict, detector, thresholds)) return null;
  return `You disagree with the detector: it says ${BAND_WORDS[bandOf(detector, thresholds)].toLowerCase()}, you say ${JUDGEMENT_WORDS[verdict].toLowerCase()}.`;
}

function detectorSaid(job: Job): DetectorSaid | null {
  const verdict = readVerdict(job);
  if (!saysSomething(verdict)) return null;
  const { finding, direction, confidence, simulated } = verdict;
  return { readerVersion: READER_VERSION, taskTypeId: job.taskTypeId, finding, direction, confidence, simulated };
}

function draftOf(jobId: string, current: JudgementEntry | null): Draft {
  if (current?.kind !== 'judged') return { jobId, verdict: '', reason: '', tags: '', notes: '' };
  return { jobId, verdict: current.verdict, reason: current.reason, tags: current.tags.join(', '), notes: current.notes };
}

function sameDraft(a: Draft, b: Draft): boolean {
  return a.verdict === b.verdict && a.reason === b.reason && a.tags === b.tags && a.notes === b.notes;
}

function useReportedProblem(problem: Error | null): void {
  useEffect(() => {
    if (problem !== null) showToast('Judgements could not be read from this browser’s storage.', 'bad');
  }, [problem]);
}

async function orSay(work: Promise<void>, done: string | null = null): Promise<void> {
  try {
    await work;
    if (done !== null) showToast(done);
  } catch (error) {
    showToast(`Not saved: ${error instanceof Error ? error.message : String(error)}. What you wrote is still in the form.`, 'bad');
  }
}
