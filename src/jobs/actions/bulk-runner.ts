import { createStore } from 'zustand/vanilla';
import { explainError } from '#src/jobs-api/explain-error.ts';
import { HttpError } from '#src/jobs-api/errors.ts';
import { UnclearOutcomeError } from '#src/jobs-api/unclear-outcome.ts';
import { formatMoment, formatPlural } from '#src/ui/format.ts';
import { showToast } from '#src/ui/toast-store.ts';
import { retryAfterMs } from '../model/poll-interval.ts';

/** What is done with many jobs, in the words of its report. */
export interface BulkWords {
  /** "Cancelling 12 jobs". */
  readonly doing: string;
  /** "12 jobs cancelled", "3 jobs could not be cancelled". */
  readonly done: string;
}

/** One run over many jobs, under way or ended. */
export interface BulkRun {
  readonly id: number;
  readonly words: BulkWords;
  readonly total: number;
  readonly done: number;
  /** Job ids by the reason for which they were refused, in words. */
  readonly refused: ReadonlyMap<string, readonly string[]>;
  readonly state: 'running' | 'stopped' | 'ended';
}

/** The runs that are shown: those under way, and reports that nobody has put away. */
export const bulkRuns = createStore<readonly BulkRun[]>(() => []);

const AT_ONCE = 4;
const TELL_EVERY_MS = 150;
const MOST_ATTEMPTS = 5;
// A smaller run is over before a person could read a report of it, unless something was refused.
const REPORT_FROM = 20;

const stops = new Map<number, AbortController>();
let lastId = 0;

/** What came of a run. */
export interface BulkOutcome {
  readonly done: readonly string[];
  readonly refused: readonly string[];
  /** Those that a stop left as they are. */
  readonly left: readonly string[];
}

/** What a run tells while it goes on, for the jobs of the last moments together: each telling goes over all rows. */
export interface BulkEvents {
  readonly onDone?: (jobIds: readonly string[]) => void;
  readonly onRefused?: (jobIds: readonly string[]) => void;
}

/**
 * Does one thing with many jobs, four at a time, with progress that a person sees and can stop. A server that cannot
 * answer is waited for; what it refuses is reported with the reason. Never rejects.
 */
export async function runBulk(words: BulkWords, jobIds: readonly string[], act: (jobId: string) => Promise<unknown>, events: BulkEvents = {}): Promise<BulkOutcome> {
  lastId += 1;
  const id = lastId;
  const stop = new AbortController();
  stops.set(id, stop);
  bulkRuns.setState((all) => [...all, { id, words, total: jobIds.length, done: 0, refused: new Map(), state: 'running' }], true);
  const waiting = [...jobIds].toReversed();
  const done: string[] = [];
  const refused: string[] = [];
  const reasons = new Map<string, string[]>();
  let toldDone = 0;
  let toldRefused = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = () => {
    clearTimeout(timer);
    timer = undefined;
    const [newlyDone, newlyRefused] = [done.slice(toldDone), refused.slice(toldRefused)];
    toldDone = done.length;
    toldRefused = refused.length;
    if (newlyDone.length > 0) events.onDone?.(newlyDone);
    if (newlyRefused.length > 0) events.onRefused?.(newlyRefused);
    update(id, (batch) => ({ ...batch, done: done.length, refused: new Map(reasons) }));
  };
  const tellSoon = () => {
    timer ??= setTimeout(tell, TELL_EVERY_MS);
  };

  const work = async () => {
    for (let jobId = waiting.pop(); jobId !== undefined; jobId = waiting.pop()) {
      try {
        await insist(() => act(jobId), stop.signal);
        done.push(jobId);
        tellSoon();
      } catch (error) {
        if (stop.signal.aborted) {
          waiting.push(jobId);
          return;
        }
        refused.push(jobId);
        const reason = reasonOf(error);
        const alike = reasons.get(reason);
        if (alike) alike.push(jobId);
        else reasons.set(reason, [jobId]);
        tellSoon();
      }
      if (stop.signal.aborted) return;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  stops.delete(id);
  tell();
  update(id, (batch) => ({ ...batch, state: stop.signal.aborted ? 'stopped' : 'ended' }));
  report(id);
  return { done, refused, left: waiting };
}

/** Stops a run after what is under way. */
export function stopBulk(id: number): void {
  stops.get(id)?.abort();
}

/** Puts a report away. */
export function dismissBulk(id: number): void {
  bulkRuns.setState((all) => all.filter((batch) => batch.id !== id), true);
}

function update(id: number, change: (batch: BulkRun) => BulkRun): void {
  bulkRuns.setState((all) => all.map((batch) => (batch.id === id ? change(batch) : batch)), true);
}

// Asks again when the server could not answer: what it says then counts.
async function insist(act: () => Promise<unknown>, stop: AbortSignal): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await act();
      return;
    } catch (error) {
      const after = error instanceof HttpError ? retryAfterMs(error) : null;
      if (after === null || attempt === MOST_ATTEMPTS || stop.aborted) throw error;
      await pause(after, stop);
    }
  }
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    stop.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}

function reasonOf(error: unknown): string {
  if (error instanceof UnclearOutcomeError) {
    const { call, sentAt, answer, reading } = error.facts;
    return `It is not known whether the ${call} was carried out: it was sent at ${formatMoment(sentAt)}; what came back: ${answer}. Then read: ${reading}. It is not sent again by itself, since that may charge a second time; to look at the job costs nothing.`;
  }
  const { title, advice, said } = explainError(error);
  return `${title}. ${said === null ? advice : `The server said: ${said}`}`;
}

function report(id: number): void {
  const batch = bulkRuns.getState().find((candidate) => candidate.id === id);
  if (batch === undefined) return;
  const [first] = batch.refused.keys();
  const refusals = [...batch.refused.values()].reduce((sum, ids) => sum + ids.length, 0);
  if (batch.total < REPORT_FROM && batch.refused.size <= 1) dismissBulk(id);
  if (first === undefined) {
    showToast(`${formatPlural(batch.done, 'job')} ${batch.words.done}.`);
    return;
  }
  const others = batch.refused.size > 1 ? ' Others for other reasons.' : '';
  const counts = batch.done === 0 ? '' : `${formatPlural(batch.done, 'job')} ${batch.words.done}. `;
  showToast(`${counts}${formatPlural(refusals, 'job')} could not be ${batch.words.done}: ${first}${others}`, 'bad');
}
