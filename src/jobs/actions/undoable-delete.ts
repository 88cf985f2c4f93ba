import { jobCommands } from '#src/jobs-api/browser-client.ts';
import { pageLifecycle } from '#src/lib/page-lifecycle.ts';
import { formatPlural } from '#src/ui/format.ts';
import { dismissToast, showToast } from '#src/ui/toast-store.ts';
import { runBulk } from './bulk-runner.ts';
import { currentJobIndex } from '../index/sync/current-index.ts';
import { beginAction, endAction } from './pending-actions.ts';

/** How long a delete can be taken back, in ms. */
export const UNDO_MS = 6_000;

// Browsers carry only so many requests on after a page has closed; the others are sent when it is next opened.
const MOST_ON_CLOSE = 50;
const KEPT_KEY = 'assay.deletes';

interface Waiting {
  readonly storeName: string | null;
  readonly jobIds: readonly string[];
  readonly dismiss: () => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

const waiting = new Set<Waiting>();
// Jobs that this page asked to delete when it was left.
const sentOnLeaving: string[] = [];

/**
 * Takes jobs out of sight at once and deletes them on the platform after {@link UNDO_MS}, whichever page is shown then,
 * unless a person takes it back. When the page is left before, they are deleted at once, and cannot be taken back any more:
 * a page in the back/forward cache may never come back, and is not told so.
 * @param storeName the session's `storeName`: what is left for the next visit is deleted for this account alone
 */
export function deleteUndoably(storeName: string | null, jobIds: readonly string[]): void {
  beginAction(jobIds, 'delete');
  const toast = showToast(`${formatPlural(jobIds.length, 'job')} deleted.`, 'plain', {
    label: 'Undo',
    run: () => {
      clearTimeout(entry.timer);
      if (waiting.delete(entry)) endAction(jobIds);
    },
  });
  const entry: Waiting = {
    storeName,
    jobIds,
    dismiss: () => dismissToast(toast),
    timer: setTimeout(() => {
      waiting.delete(entry);
      entry.dismiss();
      void deleteNow(jobIds);
    }, UNDO_MS),
  };
  waiting.add(entry);
}

/** Deletes what an earlier visit of this account had no time for. */
export function deleteLeftOver(storeName: string | null): void {
  const kept = readKept();
  const jobIds = kept[storeName ?? ''] ?? [];
  if (jobIds.length === 0) return;
  writeKept({ ...kept, [storeName ?? '']: [] });
  beginAction(jobIds, 'delete');
  void deleteNow(jobIds);
}

async function deleteNow(jobIds: readonly string[]): Promise<void> {
  const { left } = await runBulk({ doing: 'Deleting', done: 'deleted' }, jobIds, (jobId) => jobCommands.delete(jobId), {
    onDone: (done) => currentJobIndex()?.noteDeleted(done),
    onRefused: endAction,
  });
  endAction(left);
  currentJobIndex()?.refresh();
}

function deleteAllOnLeaving(): void {
  let room = MOST_ON_CLOSE;
  for (const entry of waiting) {
    clearTimeout(entry.timer);
    // What it offers would do nothing any more.
    entry.dismiss();
    const sent = entry.jobIds.slice(0, room);
    room -= sent.length;
    for (const jobId of sent) jobCommands.deleteOnClose(jobId);
    sentOnLeaving.push(...sent);
    const later = entry.jobIds.slice(sent.length);
    if (later.length === 0) continue;
    sentOnLeaving.push(...later);
    const kept = readKept();
    const storeName = entry.storeName ?? '';
    writeKept({ ...kept, [storeName]: [...(kept[storeName] ?? []), ...later] });
  }
  waiting.clear();
}

/** A page that is back: whether its last deletes arrived was answered to nobody, so they are sent again. Gone already is as good. */
function deleteAgain(): void {
  const jobIds = sentOnLeaving.splice(0);
  if (jobIds.length > 0) void deleteNow(jobIds);
}

pageLifecycle.subscribe((event) => {
  if (event === 'frozen' || event === 'closing') deleteAllOnLeaving();
  if (event === 'restored') deleteAgain();
});

function readKept(): Readonly<Record<string, readonly string[]>> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT_KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).map(([storeName, ids]) => [storeName, Array.isArray(ids) ? ids.map(String) : []]));
  } catch {
    return {};
  }
}

function writeKept(kept: Readonly<Record<string, readonly string[]>>): void {
  try {
    localStorage.setItem(KEPT_KEY, JSON.stringify(kept));
  } catch {
    // Without a store these jobs stay; the list shows them at the next visit.
  }
}
