import { Button } from '#src/ui/button.tsx';
import { formatPlural } from '#src/ui/format.ts';
import { saveAsFile } from '#src/ui/save-as-file.ts';
import { showToast } from '#src/ui/toast-store.ts';
import { useState } from 'react';
import { chooseTextFile } from '#src/ui/choose-text-file.ts';
import { currentJudgement } from './judgement.ts';
import { parseJudgements, printJudgements, type MergeOutcome } from './judgements-file.ts';
import { judgementStoreOf, useJudgements } from './use-judgements.ts';

/** What can be handed on. */
export interface JudgementsTransferProps {
  /** The session's `storeName`: judgements are kept by account. */
  readonly storeName: string;
  /** What the app is connected to, as people are shown it. */
  readonly platform: string;
  readonly jobPath: (jobId: string) => string;
}

/** Hands the judgements of this browser on as a file, and takes in those of others. */
export function JudgementsTransfer({ storeName, platform, jobPath }: JudgementsTransferProps) {
  const { log } = useJudgements(storeName);
  const [outcome, setOutcome] = useState<MergeOutcome | null>(null);
  const judged = [...log.values()].filter((entries) => currentJudgement(entries) !== null).length;
  const take = async () => {
    try {
      const text = await chooseTextFile();
      if (text !== null) setOutcome(await judgementStoreOf(storeName).importEntries(parseJudgements(text, platform)));
    } catch (error) {
      showToast(error instanceof Error ? error.message : String(error), 'bad');
    }
  };
  return (
    <div className="space-y-3">
      <p className="text-sm text-ink-soft">{formatPlural(judged, 'job')} judged in this browser. An import adds to what is here by time; nothing is overwritten, and earlier judgements stay in the history of their job.</p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => saveAsFile(printJudgements(log, platform, Date.now()), 'assay-judgements.json', 'application/json')}>Export judgements</Button>
        <Button onClick={() => void take()}>Import judgements</Button>
      </div>
      <div role="status" aria-label="Import" className="space-y-2 text-sm">
        {outcome === null ? null : <Outcome outcome={outcome} jobPath={jobPath} />}
      </div>
    </div>
  );
}

function Outcome({ outcome: { added, known, changedJobs }, jobPath }: { outcome: MergeOutcome; jobPath: (jobId: string) => string }) {
  return (
    <>
      <p>{formatPlural(added.length, 'entry', 'entries')} added, {formatPlural(known, 'entry', 'entries')} known already.</p>
      {changedJobs.length === 0 ? null : (
        <details>
          <summary>Another judgement holds now for {formatPlural(changedJobs.length, 'job')}</summary>
          <ul className="mt-1 list-disc pl-5">{changedJobs.map((jobId) => <li key={jobId}><a href={jobPath(jobId)} className="text-accent underline">Job {jobId}</a></li>)}</ul>
        </details>
      )}
    </>
  );
}
