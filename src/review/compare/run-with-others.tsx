import { useState, type ReactNode } from 'react';
import type { TaskType, TaskTypeKey } from '#src/jobs-api/task-type-registry.ts';
import { Button } from '#src/ui/button.tsx';
import { formatPlural } from '#src/ui/format.ts';
import { NOT_RUN_AGAIN_WORDS, type NotRunAgain } from '#src/ui/not-run-again.ts';
import { showToast } from '#src/ui/toast-store.ts';

/** What can be run on a file, and how. */
export interface RunWithOthersProps {
  /** Detectors that take the file and have not judged it yet. */
  readonly detectors: readonly TaskType[];
  /** What one job of each of these types may cost, as a sentence. */
  readonly renderCost: (taskTypes: readonly TaskTypeKey[]) => ReactNode;
  /** Starts a job a detector with the bytes that this browser kept. */
  readonly onRunWith: (taskTypes: readonly TaskTypeKey[]) => Promise<'added' | NotRunAgain>;
}

/** Runs other detectors on the same file without choosing it again: says which, and that each costs credits. */
export function RunWithOthers({ detectors, renderCost, onRunWith }: RunWithOthersProps) {
  const [left, setLeft] = useState<ReadonlySet<TaskTypeKey>>(new Set());
  const [state, setState] = useState<'idle' | 'running' | 'added' | NotRunAgain>('idle');
  const chosen = detectors.filter(({ key }) => !left.has(key)).map(({ key }) => key);
  const toggle = (key: TaskTypeKey) => setLeft(left.has(key) ? new Set([...left].filter((one) => one !== key)) : new Set([...left, key]));
  const run = async () => {
    setState('running');
    try {
      setState(await onRunWith(chosen));
    } catch (error) {
      setState('idle');
      showToast(`Not started: ${error instanceof Error ? error.message : String(error)}`, 'bad');
    }
  };
  if (detectors.length === 0) return <p className="text-sm text-ink-soft">Every detector that takes this file has been run on it.</p>;
  return (
    <div className="space-y-3 text-sm">
      <fieldset>
        <legend className="mb-1.5">Run on the same file, without choosing it again</legend>
        {detectors.map(({ key, name, question }) => (
          <label key={key} className="flex min-h-6 items-start gap-2 py-0.5">
            <input type="checkbox" checked={!left.has(key)} onChange={() => toggle(key)} className="mt-0.5 size-4 accent-accent" />
            <span>{name} <span className="text-ink-soft">{question}</span></span>
          </label>
        ))}
      </fieldset>
      <p className="text-warn">{chosen.length === 0 ? 'Nothing is chosen.' : <>Makes {formatPlural(chosen.length, 'new job')}; each costs credits. {renderCost(chosen)}</>}</p>
      <Button disabled={chosen.length === 0 || state === 'running' || state === 'added'} onClick={() => void run()}>Run with {formatPlural(chosen.length, 'other detector')}</Button>
      <p role="status" aria-label="Other detectors">{WORDS[state]}</p>
    </div>
  );
}

const WORDS = {
  idle: '',
  running: 'Starting…',
  added: 'Started: the new jobs are on the upload page, and in the list as soon as they exist.',
  ...NOT_RUN_AGAIN_WORDS,
} as const;
