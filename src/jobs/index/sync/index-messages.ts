import type { JobSummary } from '#src/jobs-api/job.ts';
import type { IndexChange } from '../store/index-change.ts';

/** What tabs of one account say to one another. One of them works at a time; see `job-index.ts`. */
export type IndexMessage =
  /** A tab has opened: what is not on disk yet should be. */
  | { readonly type: 'hello' }
  | { readonly type: 'change'; readonly change: IndexChange }
  /** Everything up to this revision is on disk. */
  | { readonly type: 'saved'; readonly revision: number }
  /** Jobs on a tab's screen, all of them: their details come first. */
  | { readonly type: 'want'; readonly tab: string; readonly ids: readonly string[] }
  /** Something happened that the list should show at once. */
  | { readonly type: 'refresh' }
  /** A person asks for a list that was not read to its end. */
  | { readonly type: 'read-all' }
  /** A job was read by itself. */
  | { readonly type: 'read'; readonly job: JobSummary }
  | { readonly type: 'deleted'; readonly ids: readonly string[] }
  | { readonly type: 'cancelled'; readonly ids: readonly string[] };

/** How messages go between tabs; a BroadcastChannel, or a stand-in. */
export interface IndexChannel {
  readonly post: (message: IndexMessage) => void;
  readonly listen: (listener: (message: IndexMessage) => void) => void;
  readonly close: () => void;
}
