import { MOST_ATTEMPTS, backoffMs } from './backoff.ts';
import { classifyFailure, explainFailure, type ForbiddenStep, type Hold } from './failure.ts';
import { MOST_FRESH_JOBS } from './fresh-jobs.ts';
import type { UploadItem, UploadState } from './item.ts';

/** What a failed attempt depends on beside the failure. */
export interface FailureContext {
  /** ms epoch. */
  readonly now: number;
  /** Between 0 and 1; spreads retries. */
  readonly random: number;
  readonly online: boolean;
}

// The queue store goes on writing by itself; the item looks whether it could.
const WRITE_AGAIN_MS = 5_000;

/** Where an item stands after a failed attempt, and whether the whole queue has to wait. */
export function afterFailure(item: UploadItem, error: unknown, around: FailureContext): { item: UploadItem; hold: Hold | null } {
  const failure = classifyFailure(error);
  const problem = explainFailure(error, item.finalizesSent);
  const attempts = item.attempts + 1;
  const at = around.now + backoffMs(attempts, failure.kind === 'transient' ? failure.retryAfterMs : null, around.random);
  const move = (state: UploadState, more: Partial<UploadItem> = {}, hold: Hold | null = null) => ({ item: { ...item, ...more, state }, hold });

  const from = around.now;
  if (item.state.status === 'removing') return move({ status: 'removing', from, retryAt: at }, { attempts: failure.kind === 'hold' && failure.hold === 'signed-out' ? item.attempts : attempts });
  switch (failure.kind) {
    case 'unsaved':
      return move({ status: 'waiting', retry: { from, at: from + WRITE_AGAIN_MS, problem } });
    case 'hold':
      return move({ status: 'waiting' }, {}, failure.hold === 'forbidden' ? { kind: 'forbidden', step: stepOf(item.state) } : { kind: failure.hold });
    case 'transient':
      // Being offline is no fault of the file: it waits without using up its attempts.
      if (!around.online) return move({ status: 'waiting' });
      return attempts < MOST_ATTEMPTS
        ? move({ status: 'waiting', retry: { from, at, problem } }, { attempts })
        : move({ status: 'failed', problem, needs: null }, { attempts });
    case 'url-refused':
      // A finalize went out whose end is not known: only a person may have another job made.
      if (item.job && item.job.finalizeAskedAt !== null && (item.decision?.jobId !== item.job.id || item.decision.choice !== 'fresh-job')) {
        return move({ status: 'failed', problem, needs: null, choice: 'fresh-job' });
      }
      return item.renewals < MOST_FRESH_JOBS
        ? move({ status: 'waiting' }, { job: null, decision: null, staleJobId: item.job?.id ?? null, renewals: item.renewals + 1 })
        : move({ status: 'failed', problem, needs: null });
    case 'bytes-missing':
      return move({ status: 'failed', problem, needs: failure.needs });
    case 'job-ended':
      return move({ status: 'failed', problem, needs: null }, { job: null, createKey: null });
    case 'unclear':
      return move({ status: 'failed', problem, needs: null, choice: failure.choice, reading: failure.reading });
    case 'final':
      return move({ status: 'failed', problem, needs: null });
  }
}

function stepOf({ status }: UploadState): ForbiddenStep {
  return status === 'creating' ? 'create' : status === 'finalizing' ? 'finalize' : 'read';
}
