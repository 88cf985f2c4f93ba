import { chooseTaskType, offeredTaskTypes, type FileFacts } from '#src/jobs-api/choose-task-type.ts';
import type { UploadItem } from './item.ts';

/**
 * An item once its first bytes were looked at. What nothing takes is rejected. Where the bytes are of another kind than
 * the name said, so that the chosen task type does not take them, the usual one for that kind stands instead, and an
 * item in line goes back to be looked at: nobody asked to pay for that one.
 */
export function withContent(item: UploadItem, content: FileFacts['content']): UploadItem {
  const { name, sizeBytes, contentType: declaredMime } = item;
  const choice = chooseTaskType({ name, sizeBytes, declaredMime, content });
  if (!choice.accepted) return { ...item, inspected: true, format: null, taskTypeId: null, state: { status: 'rejected', reason: choice.reason } };
  const { format, contentType, notice, taskTypeId } = choice;
  const found = { ...item, inspected: true, format, contentType, notice };
  if (item.taskTypeId !== null && offeredTaskTypes(format).includes(item.taskTypeId)) return found;
  return { ...found, taskTypeId, state: { status: 'staged' } };
}
