import { chooseTaskType, type FileFacts } from '#src/jobs-api/choose-task-type.ts';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import type { UploadItem } from './item.ts';

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
  if (item.taskType !== null && taskTypes.offeredFor(format).some(({ key }) => key === item.taskType)) return found;
  return { ...found, taskType, state: { status: 'staged' } };
}
