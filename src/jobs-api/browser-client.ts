import type { StoredActionLog } from './action-log.ts';
import { createJobsClient, type JobReads } from './client.ts';
import { createJobCommands, type JobCommands } from './job-commands.ts';
import { createSharedMutex } from './keyed-mutex.ts';
import { createTaskTypeLearning } from './learned-task-types.ts';
import { taskTypes } from './page-task-types.ts';

/** Where the Jobs API lies for the page: its own origin, which adds the credential itself. */
const SAME_ORIGIN_API = '/api/v1';

let account: string | null = null;
// Kept when a session ends: what was sent in it may be answered after it.
let loggedStore: string | null = null;

/** Where what is learned is kept: of the session, or of the last one; null before the first. */
export const currentStoreName = () => loggedStore;

/**
 * Says whose session the page counts on from now on: every call is refused once another account is signed in. What is learned and
 * logged meanwhile is kept under `storeName`.
 */
export function countOnSession(next: { readonly account: string | null; readonly storeName: string | null }): void {
  // Another key of the tenant may run other task types: it is asked anew.
  if (next.account !== account) learning.open(null);
  account = next.account;
  loggedStore = next.storeName ?? loggedStore;
  learning.open(next.storeName);
}

const client = createJobsClient({ baseUrl: SAME_ORIGIN_API, account: () => account });
const learning = createTaskTypeLearning({ registry: taskTypes, platform: client, storage: () => globalThis.localStorage });

/**
 * Asks which task types the key may run, once for each account; see {@link taskTypes}. Resolves when that is known, or
 * cannot be. Never rejects.
 */
export const askTaskTypes = (): Promise<void> => learning.ask();

/** What the page reads of the Jobs API. It holds no key: the session cookie stands for it. What changes something is in {@link jobCommands}. */
export const jobsClient: JobReads = {
  ...client,
  async getJob(jobId, signal) {
    const job = await client.getJob(jobId, signal);
    learning.note(job);
    return job;
  },
};

let openLog: ((storeName: string) => Promise<StoredActionLog>) | null = null;

/** Says where what is sent from now on is written down, for each session's stores. `open` is called with each record: it loads the log once. */
export function logActionsTo(open: (storeName: string) => Promise<StoredActionLog>): void {
  openLog = open;
}

/** What this browser sent for a job, oldest first, by the name of the session's stores. Rejects when that cannot be read. */
export const loadActions = async (storeName: string, jobId: string) => (await openLog?.(storeName))?.load(jobId) ?? [];

/** The page's one way to create, finalize, cancel and delete jobs. */
export const jobCommands: JobCommands = createJobCommands({
  client,
  clock: {
    now: () => Date.now(),
    after: (ms, callback) => {
      const pending = setTimeout(callback, ms);
      return () => clearTimeout(pending);
    },
  },
  log: {
    record(record) {
      // A page without a network cannot load the log: the call goes on all the same.
      if (loggedStore !== null) void openLog?.(loggedStore).then((log) => log.record(record), () => undefined);
    },
  },
  mutex: createSharedMutex('assay-job-', globalThis.navigator?.locks),
});
