import { chooseTaskType, type FileFacts } from '#src/jobs-api/choose-task-type.ts';
import type { MediaFormat } from '#src/jobs-api/media-formats.ts';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import { USUAL_TYPES } from '#src/jobs-api/task-types.ts';
import type { UploadItem } from '../model/item.ts';

/**
 * An item once its first bytes were looked at. What nothing takes is rejected. Where the bytes are of another kind than
 * the name said, so that the chosen task type does not take them, the usual one for that kind stands instead, and an
 * item in line goes back to be looked at: nobody asked to pay for that one.
 */
export function withContent(item: UploadItem, content: FileFacts['content']): UploadItem {
  const { name, sizeBytes, contentType: declaredMime } = item;
  const choice = chooseTaskType({ name, sizeBytes, declaredMime, content });
  if (!choice.accepted) return { ...item, inspected: true, format: null, taskType: null, state: { status: 'rejected', reason: choice.reason } };
  const { format, contentType, notice, taskType } = choice;
  const found = { ...item, inspected: true, format, contentType, notice };
  if (isUsualOfThen(item, format)) return { ...found, taskType };
  if (item.taskType !== null && taskTypes.offeredFor(format).some(({ key }) => key === item.taskType)) return found;
  return { ...found, taskType, state: { status: 'staged' } };
}

// What the platform runs may have become known since the file was added; whoever chose meanwhile chose another type.
function isUsualOfThen(item: UploadItem, format: MediaFormat): boolean {
  return item.state.status === 'staged' && item.times.staged <= taskTypes.learnedAt() && item.taskType === USUAL_TYPES[format].at(-1);
}
