import type { JobReads } from '#src/jobs-api/client.ts';
import type { JobCommands } from '#src/jobs-api/job-commands.ts';
import type { Leftovers, UploadItem } from '../model/item.ts';
import { deleteIfPossible, removeOrphans } from './orphans.ts';

/** What looking for leftovers needs of the engine. */
export interface LeftoverContext {
  readonly api: JobReads;
  readonly commands: JobCommands;
  readonly stopped: AbortSignal;
  readonly now: () => number;
  readonly item: () => UploadItem;
  readonly change: (patch: Partial<UploadItem>) => Promise<void>;
  readonly wait: (ms: number) => Promise<void>;
  readonly withLock: <T>(work: () => Promise<T>) => Promise<T>;
  readonly items: () => Iterable<UploadItem>;
}

const LOOK_AGAIN_MS = 5 * 60_000;
const MOST_WAIT_MS = 3_600_000;
// About a day: what is left then costs nothing, and is said.
const MOST_LOOKS = 30;

const NOT_DELETED = 'A job of this file that was never finalized could not be deleted, and is left on the platform. It costs nothing.';
const NOT_SEEN = 'The platform’s list of jobs could not be read to its end: a job of this file that was never finalized may be left on the platform. It costs nothing.';

/**
 * Takes one look for what the platform holds of an item that nobody will use, deletes it, and notes when to look again: an answer
 * that never came leaves a job that may be made minutes later. Nothing of the item waits for it. Throws only the reason of a stop,
 * and `UnsavedError`.
 */
export async function lookForLeftovers(context: LeftoverContext): Promise<void> {
  const { leftovers } = context.item();
  if (!leftovers) return;
  const found = await look(context, leftovers);
  context.stopped.throwIfAborted();
  const looks = leftovers.looks + 1;
  const isOver = found.isFinal || looks >= MOST_LOOKS;
  const from = context.now();
  const until = from + Math.min(MOST_WAIT_MS, LOOK_AGAIN_MS * 2 ** Math.max(0, looks - 3));
  const notice = found.refused > 0 ? NOT_DELETED : isOver ? whatIsLeft(found) : null;
  await context.change({
    leftovers: isOver ? null : { ...leftovers, jobIds: found.jobIds, looks, from, until },
    ...(notice === null ? {} : { notice }),
  });
}

interface Findings {
  readonly isFinal: boolean;
  readonly lookAlikes: readonly string[];
  readonly refused: number;
  readonly jobIds: readonly string[];
}

async function look({ api, commands, item, items, withLock, wait, stopped }: LeftoverContext, { creates, jobIds }: Leftovers): Promise<Findings> {
  let refused = 0;
  let left = jobIds;
  for (const jobId of jobIds) {
    try {
      if (!(await deleteIfPossible(commands, jobId, item().id, stopped))) refused += 1;
      left = left.filter((id) => id !== jobId);
    } catch {
      stopped.throwIfAborted();
    }
  }
  if (creates.length === 0) return { isFinal: left.length === 0, lookAlikes: [], refused, jobIds: left };
  try {
    const found = await withLock(() => removeOrphans({ api, commands, item: item(), creates, knownJobIds: knownJobIds(items()), wait, signal: stopped }));
    return { ...found, isFinal: found.isFinal && left.length === 0, refused, jobIds: left };
  } catch {
    return { isFinal: false, lookAlikes: [], refused, jobIds: left };
  }
}

/** What a person is told once nothing more is looked for; null when nothing is left. */
function whatIsLeft({ isFinal, lookAlikes, jobIds }: Findings): string | null {
  if (jobIds.length > 0) return NOT_DELETED;
  const named = `Left on the platform: job ${lookAlikes.join(', ')}. It looks like this file’s and was never finalized; nothing tells whether this browser or a colleague made it, so it was not deleted. It costs nothing.`;
  const parts = [...(lookAlikes.length === 0 ? [] : [named]), ...(isFinal ? [] : [NOT_SEEN])];
  return parts.length === 0 ? null : parts.join(' ');
}

/** The jobs that items still use: one that was given up counts as long as a repeated create may answer it. */
function knownJobIds(items: Iterable<UploadItem>): ReadonlySet<string> {
  return new Set([...items].flatMap(({ job, staleJobId }) => [...(job ? [job.id] : []), ...(staleJobId === null ? [] : [staleJobId])]));
}
