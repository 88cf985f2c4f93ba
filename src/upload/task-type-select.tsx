import { useId } from 'react';
import { offeredTaskTypes } from '#src/jobs-api/choose-task-type.ts';
import type { MediaFormat } from '#src/jobs-api/media-formats.ts';
import { taskTypeOf, type TaskTypeId } from '#src/jobs-api/task-types.ts';

/** What a {@link TaskTypeSelect} shows and reports. */
export interface TaskTypeSelectProps {
  readonly format: MediaFormat;
  readonly value: TaskTypeId;
  readonly onChange: (taskTypeId: TaskTypeId) => void;
}

/** The choice of task type for one file: only the types that take its format. */
export function TaskTypeSelect({ format, value, onChange }: TaskTypeSelectProps) {
  const id = useId();
  const offered = offeredTaskTypes(format);
  return (
    <div>
      <label htmlFor={id} className="sr-only">Task type</label>
      <select
        id={id}
        value={value}
        title={taskTypeOf(value)?.question}
        onChange={(event) => {
          const chosen = offered.find((taskTypeId) => String(taskTypeId) === event.target.value);
          if (chosen !== undefined) onChange(chosen);
        }}
        className="min-h-9 max-w-full rounded-md border border-line-strong bg-surface px-2 text-sm"
      >
        {offered.map((taskTypeId) => (
          <option key={taskTypeId} value={taskTypeId}>{taskTypeOf(taskTypeId)?.name}</option>
        ))}
      </select>
    </div>
  );
}
