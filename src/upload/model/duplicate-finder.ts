import type { UploadRecord } from './upload-record.ts';
import { hasFaceChecks, type Duplicate, type UploadItem } from './item.ts';

/** Finds items of one queue that would be paid for twice. */
export interface DuplicateFinder {
  /** Takes note of an item, or of what has become known of it. */
  readonly note: (item: UploadItem) => void;
  readonly forget: (itemId: string) => void;
  /** Takes note that an item goes on as a single one: what turns out to be the same is its double, though it came earlier. */
  readonly claim: (itemId: string) => void;
  /** An earlier item, or one that {@link claim} was called for, with the same bytes for the same detector, or of the same name, size and time. */
  readonly find: (item: UploadItem) => UploadItem | null;
  /** Whether another item has as many bytes: only then can it have the same ones. */
  readonly sharesSize: (item: UploadItem) => boolean;
}

/**
 * Makes a finder over the items that `get` knows.
 * @param get the item as it stands
 */
export function createDuplicateFinder(get: (itemId: string) => UploadItem | undefined): DuplicateFinder {
  const shelves = new Map<string, Set<string>>();
  const claimed = new Set<string>();
  const add = (key: string, itemId: string) => {
    const cacheStore = shelves.get(key);
    if (cacheStore) cacheStore.add(itemId);
    else shelves.set(key, new Set([itemId]));
  };
  return {
    note(item) {
      if (item.taskType !== null) for (const key of keysOf(item)) add(key, item.id);
    },
    forget(itemId) {
      const item = get(itemId);
      if (item) for (const key of keysOf(item)) shelves.get(key)?.delete(itemId);
      claimed.delete(itemId);
    },
    claim: (itemId) => void claimed.add(itemId),
    find(item) {
      const alike = [identityKey(item), hashKey(item)].flatMap((key) => (key === null ? [] : [...(shelves.get(key) ?? [])]));
      const comesFirst = (id: string) => id < item.id || (id !== item.id && claimed.has(id) && !claimed.has(item.id));
      const first = alike.flatMap((id) => (comesFirst(id) ? (get(id) ?? []) : [])).filter((other) => isSameAsk(other, item));
      return first.toSorted((a, b) => a.id.localeCompare(b.id))[0] ?? null;
    },
    sharesSize: (item) => [...(shelves.get(sizeKey(item)) ?? [])].some((id) => id !== item.id),
  };
}

/** The job of the same detector that the same bytes went into; the latest one when there are several. */
export function duplicateJobOf(item: UploadItem, earlier: readonly UploadRecord[]): Duplicate | null {
  // What Face Intelligence was asked to check is not kept: another check is another question.
  if (hasFaceChecks(item)) return null;
  const same = earlier.filter((evidence) => evidence.taskType === item.taskType && evidence.jobId !== item.job?.id);
  const latest = same.toSorted((a, b) => a.times.staged - b.times.staged).at(-1);
  return latest ? { kind: 'job', jobId: latest.jobId, sameName: latest.name === item.name } : null;
}

/** Where an item's duplicate stands now: its job, `listed` when it has none yet, null when there is no duplicate any more. */
export function duplicateStatus(item: UploadItem, items: Readonly<Record<string, UploadItem>>): { readonly jobId: string } | 'listed' | null {
  if (item.twin === null || item.twin.kind === 'job') return item.twin;
  const other = items[item.twin.itemId];
  if (other === undefined) return null;
  return other.state.status === 'submitted' ? { jobId: other.state.jobId } : 'listed';
}

/** Whether a person is asked before the item is sent: it is surely the same file for the same detector. */
export function asksFirst(item: UploadItem, items: Readonly<Record<string, UploadItem>>): boolean {
  return item.state.status === 'staged' && item.twin?.sameName === true && duplicateStatus(item, items) !== null;
}

function isSameAsk(a: UploadItem, b: UploadItem): boolean {
  if (a.taskType !== b.taskType || a.state.status === 'removing') return false;
  if (a.sha256 !== null && b.sha256 !== null && a.sha256 !== b.sha256) return false;
  return !hasFaceChecks(a) || (JSON.stringify(a.checks) === JSON.stringify(b.checks) && a.reference === null && b.reference === null);
}

function keysOf(item: UploadItem): string[] {
  return [sizeKey(item), identityKey(item), hashKey(item)].filter((key) => key !== null);
}

function sizeKey({ sizeBytes }: UploadItem): string {
  return `size ${sizeBytes}`;
}

// What makes a file the same as another one at first sight, before its bytes are known.
function identityKey({ name, sizeBytes, lastModified }: UploadItem): string {
  return `file ${sizeBytes}/${lastModified}/${name}`;
}

function hashKey({ sha256 }: UploadItem): string | null {
  return sha256 === null ? null : `hash ${sha256}`;
}
