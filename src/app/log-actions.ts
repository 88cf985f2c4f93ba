import type { ActionLog } from '#src/jobs-api/action-log.ts';
import { logActionsTo } from '#src/jobs-api/browser-client.ts';

/** Writes down on disk what is sent for an account from now on. Its code is loaded with the first call. */
export function logActionsOf(account: string): void {
  let log: Promise<ActionLog> | null = null;
  logActionsTo({
    record(record) {
      log ??= import('#src/jobs/actions/action-storage.ts').then(({ createStoredActionLog }) => createStoredActionLog(account));
      // A page without a network cannot load it: the next call tries again.
      log.then((stored) => stored.record(record), () => {
        log = null;
      });
    },
  });
}
