import { useId } from 'react';
import { askTaskTypes } from '#src/jobs-api/browser-client.ts';
import type { MediaFormat } from '#src/jobs-api/media-formats.ts';
import type { TaskTypeKey } from '#src/jobs-api/task-type-registry.ts';
import { useTaskTypes } from '#src/ui/use-task-types.ts';

/** What a {@link TaskTypeSelect} shows and reports. */
export interface TaskTypeSelectProps {
  readonly format: MediaFormat;
  readonly value: TaskTypeKey;
  readonly onChange: (taskType: TaskTypeKey) => void;
}

/** The choice of task type for one file: only the types that take its format. */
export function TaskTypeSelect({ format, value, onChange }: TaskTypeSelectProps) {
  const id = useId();
  // What is chosen stays in the list, even when the platform does not offer it any more.
  const offered = useTaskTypes().filter((type) => type.key === value || (type.isOffered && type.formats.includes(format)));
  return (
    <div>
      <label htmlFor={id} className="sr-only">Task type</label>
      <select
        id={id}
        value={value}
        title={offered.find(({ key }) => key === value)?.question ?? undefined}
        onFocus={() => void askTaskTypes()}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        className="min-h-9 max-w-full rounded-md border border-line-strong bg-surface px-2 text-sm"
      >
        {offered.map(({ key, name }) => (
          <option key={key} value={key}>{name}</option>
        ))}
      </select>
    </div>
  );
}
