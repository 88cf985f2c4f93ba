import { faceChecksProblem } from '#src/jobs-api/face-checks.ts';
import { MEDIA_FORMATS } from '#src/jobs-api/media-formats.ts';
import { hasFaceChecks, type UploadItem } from './item.ts';

/** Why a staged item cannot be sent as it is, in words; null when it can. */
export function itemProblem(item: UploadItem): string | null {
  if (!hasFaceChecks(item) || item.format === null) return null;
  return faceChecksProblem(item.checks, MEDIA_FORMATS[item.format].kind, item.reference !== null);
}

/** Whether an item can be sent as it is. */
export function isReadyToSend(item: UploadItem): boolean {
  return item.state.status === 'staged' && item.taskType !== null && itemProblem(item) === null;
}
