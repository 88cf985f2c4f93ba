import { useId } from 'react';
import type { TaskTypeKey } from '#src/jobs-api/task-type-registry.ts';
import { Button } from '#src/ui/button.tsx';
import { saveAsFile } from '#src/ui/save-as-file.ts';
import { useTaskTypes } from '#src/ui/use-task-types.ts';
import { showToast } from '#src/ui/toast-store.ts';
import { DEFAULT_THRESHOLDS, LOWEST_THRESHOLD, type Thresholds } from './bands.ts';
import { chooseTextFile } from '#src/ui/choose-text-file.ts';
import { bandedTypes, parseThresholds, printThresholds, thresholdsFor } from './thresholds-file.ts';
import { setThresholds, thresholdsStore, useThresholds } from './thresholds-store.ts';

const SIDES = [
  ['authentic', 'Likely authentic from'],
  ['manipulated', 'Likely manipulated from'],
] as const;

/** Where a team sets, by task type, from which confidence a finding counts as likely, and hands its choice on as a file. */
export function ThresholdsSettings() {
  const set = useThresholds();
  const known = useTaskTypes();
  return (
    <div className="space-y-4">
      <p className="text-sm text-ink-soft">A finding with less confidence is shown as uncertain. Kept in this browser; export the file so that the whole team uses the same.</p>
      <ul className="divide-y divide-line">
        {bandedTypes(known).map(({ key, name }) => (
          <li key={key}>
            <fieldset className="flex flex-wrap items-end gap-x-6 gap-y-2 py-3">
              <legend className="float-left w-full text-sm font-medium sm:w-56">{name}</legend>
              {SIDES.map(([side, label]) => <ThresholdField key={side} label={label} taskType={key} side={side} thresholds={thresholdsFor(set, key)} />)}
            </fieldset>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => saveAsFile(printThresholds(set), 'assay-thresholds.json', 'application/json')}>Export thresholds</Button>
        <Button onClick={() => void importThresholds()}>Import thresholds</Button>
        <Button variant="quiet" onClick={() => thresholdsStore.setState({ byType: {} })}>Reset all to {DEFAULT_THRESHOLDS.manipulated * 100}%</Button>
      </div>
    </div>
  );
}

function ThresholdField({ label, taskType, side, thresholds }: { label: string; taskType: TaskTypeKey; side: keyof Thresholds; thresholds: Thresholds }) {
  const id = useId();
  const percent = String(Math.round(thresholds[side] * 1_000) / 10);
  const set = (text: string) => {
    // Tenths of a percent, so that 99.9 becomes 0.999 and not a neighbour of it.
    const share = Math.round(Number(text) * 10) / 1_000;
    if (text.trim() !== '' && share >= LOWEST_THRESHOLD && share <= 1) setThresholds(taskType, { ...thresholds, [side]: share });
  };
  return (
    <div className="text-sm">
      <label htmlFor={id} className="mb-1 block text-ink-soft">{label}</label>
      {/* Left to the browser while it is typed in: "9" on the way to "90" is no mistake. */}
      <input
        key={percent}
        id={id}
        type="number"
        min={LOWEST_THRESHOLD * 100}
        max={100}
        step={0.1}
        defaultValue={percent}
        onBlur={(event) => {
          set(event.target.value);
          if (!event.target.validity.valid || event.target.value === '') event.target.value = percent;
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
        className="min-h-9 w-24 rounded-md border border-line-strong bg-surface px-2 tabular-nums"
      /> %
    </div>
  );
}

async function importThresholds(): Promise<void> {
  try {
    const text = await chooseTextFile();
    if (text === null) return;
    thresholdsStore.setState({ byType: parseThresholds(text) });
    showToast('Thresholds imported.');
  } catch (error) {
    showToast(error instanceof Error ? error.message : String(error), 'bad');
  }
}
