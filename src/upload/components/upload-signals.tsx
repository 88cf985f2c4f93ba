import { useBatchNotice } from './use-batch-notice.ts';
import { useProgressTitle } from './use-progress-title.ts';

/** What tells of uploads outside the page, in its title and by system notifications; it shows nothing itself. */
export function UploadSignals() {
  useProgressTitle();
  useBatchNotice();
  return null;
}
