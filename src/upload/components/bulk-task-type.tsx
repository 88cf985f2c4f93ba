import { useId } from 'react';
import { askTaskTypes } from '#src/jobs-api/browser-client.ts';
import type { MediaKind } from '#src/jobs-api/media-formats.ts';
import type { TaskType } from '#src/jobs-api/task-type-registry.ts';
import { formatCount } from '#src/ui/format.ts';
import { useTaskTypes } from '#src/ui/use-task-types.ts';
import type { UploadItem } from '../model/item.ts';
import { queueStatsOf } from '../model/queue-stats.ts';
import { useQueueState, useUploadQueue } from './upload-context.tsx';

const KINDS: readonly (readonly [MediaKind, string])[] = [
  ['image', 'images'],
  ['audio', 'audio files'],
  ['video', 'videos'],
  ['document', 'documents'],
];

/** Sets the task type of all staged files of a kind at once; shown for kinds with two files or more. */
export function BulkTaskType() {
  const { stagedByKind } = useQueueState(queueStatsOf);
  return (
    <div className="flex flex-wrap gap-x-4 gap-y-2 empty:hidden">
      {KINDS.map(([kind, label]) => (
        <KindSelect key={kind} label={label} files={stagedByKind.get(kind) ?? []} />
      ))}
    </div>
  );
}

function KindSelect({ label, files }: { label: string; files: readonly UploadItem[] }) {
  const id = useId();
  const queue = useUploadQueue();
  const known = useTaskTypes();
  if (files.length < 2) return null;
  const offered = known.filter((type) => files.some((file) => takes(type, file)));
  const chosen = new Set(files.map((file) => file.taskType));
  const setAll = (type: TaskType) => {
    queue?.send({ type: 'edit', itemIds: files.filter((file) => takes(type, file)).map((file) => file.id), change: { taskType: type.key } });
  };
  return (
    <div className="flex items-center gap-2 text-sm">
      <label htmlFor={id}>{`Set all ${formatCount(files.length)} ${label} to`}</label>
      <select
        id={id}
        value={chosen.size === 1 ? [...chosen][0] ?? '' : ''}
        onFocus={() => void askTaskTypes()}
        onChange={(event) => {
          const type = offered.find((candidate) => candidate.key === event.target.value);
          if (type) setAll(type);
        }}
        className="min-h-9 rounded-md border border-line-strong bg-surface px-2"
      >
        {chosen.size === 1 ? null : <option value="">Mixed</option>}
        {offered.map((type) => (
          <option key={type.key} value={type.key}>{type.name}</option>
        ))}
      </select>
    </div>
  );
}

function takes(type: TaskType, file: UploadItem): boolean {
  return file.format !== null && type.isOffered && type.formats.includes(file.format);
}
