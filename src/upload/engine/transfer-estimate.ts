import { totalBytes, type UploadItem } from '../model/item.ts';
import type { Progress } from './progress-board.ts';

const SOON_S = 15;

/** Whether all of these, which are being sent, are through within 15 s at the present speed; false while nothing moves. */
export function areSentSoon(items: readonly UploadItem[], { sent, bytesPerSecond }: Progress): boolean {
  const leftBytes = items.reduce((sum, item) => sum + totalBytes(item) - (sent[item.id] ?? 0), 0);
  return bytesPerSecond !== null && leftBytes / bytesPerSecond <= SOON_S;
}
