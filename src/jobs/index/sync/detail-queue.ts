import { isActive, isTerminal } from '#src/jobs-api/job.ts';
import { TokenBucket } from './token-bucket.ts';
import type { IndexReplica } from '../store/index-replica.ts';

// While many jobs go on, a row has to stay in sight this long before it is worth a request: rows run by, and so do jobs.
const STAY_MS = 1_500;
// After each read that left something open, a job is asked for again this much later; then when someone asks for it.
const AGAIN_AFTER_MS = [2_000, 5_000, 15_000, 60_000];
// What nobody looks at leaves this share of the budget to what somebody does.
const RESERVE = 0.5;

/** Says which job's detail to read next: what is looked at first, then everything else, each once. */
export class DetailQueue {
  readonly #replica: () => IndexReplica;
  readonly #budget = new TokenBucket();
  /** Ids to ask about whatever is known of them: they may be gone. */
  readonly #suspects = new Set<string>();
  /** Ids in sight, by tab. */
  readonly #wanted = new Map<string, readonly string[]>();
  /** Since when each of them has been in sight, in ms. */
  #inSightSince: ReadonlyMap<string, number> = new Map();
  /** What has been asked, by id; asked again only when the list says something new of it. */
  readonly #asked = new Map<string, string>();
  /** How often each job was to be asked for again. */
  readonly #attempts = new Map<string, number>();
  /** Jobs to ask for again and when, in ms, by how often they were; each in the order of time. */
  readonly #later = AGAIN_AFTER_MS.map(() => ({ entries: [] as { readonly id: string; readonly at: number }[], next: 0 }));
  #rest: readonly number[] = [];
  #nextRest = 0;
  #restRevision = -1;

  constructor(replica: () => IndexReplica) {
    this.#replica = replica;
  }

  /** These are what a tab looks at, from `now` (in ms) on. */
  want(tab: string, ids: readonly string[], now: number): void {
    if (ids.length === 0) this.#wanted.delete(tab);
    else this.#wanted.set(tab, ids);
    const before = this.#inSightSince;
    this.#inSightSince = new Map([...this.#wanted.values()].flat().map((id) => [id, before.get(id) ?? now]));
  }

  /** These may be gone. */
  suspect(ids: readonly string[]): void {
    for (const id of ids) this.#suspects.add(id);
  }

  /** These are there: the list has just said so. */
  clear(ids: Iterable<string>): void {
    for (const id of ids) this.#suspects.delete(id);
  }

  /** Forgets that a job was asked for: it is known for good now, or its answer did not come. */
  forget(id: string): void {
    this.#asked.delete(id);
  }

  /** Asks for a job again later, longer after each time; not at all after a few. `now` in ms. */
  again(id: string, now: number): void {
    const attempt = this.#attempts.get(id) ?? 0;
    this.#asked.set(id, this.#versionOf(id));
    this.#attempts.set(id, attempt + 1);
    this.#later[attempt]?.entries.push({ id, at: now + (AGAIN_AFTER_MS[attempt] ?? 0) });
  }

  /** Nothing of a job is left open. */
  settle(id: string): void {
    this.#asked.delete(id);
    this.#attempts.delete(id);
  }

  /** The next job to ask for, and whether someone looks at it or it may be gone; or how long until there may be one, in ms. `now` in ms. */
  next(now: number, activeJobs: number): { readonly id: string; readonly isUrgent: boolean } | { readonly waitMs: number } {
    this.#budget.note(now, activeJobs);
    const { id: urgent, staysInMs } = this.#urgent(now);
    if (urgent !== null) {
      const waitMs = this.#budget.waitMs(now, 0);
      return waitMs > 0 ? { waitMs } : { id: this.#take(urgent), isUrgent: true };
    }
    // The list comes first: until all of it is known, only what is looked at is worth a request.
    if (this.#replica().meta.contiguous !== null) return { waitMs: staysInMs };
    const waitMs = this.#budget.waitMs(now, RESERVE);
    if (waitMs > 0) return { waitMs: Math.min(waitMs, staysInMs) };
    const { id: later, inMs } = this.#takeLater(now);
    const id = later ?? this.#fromRest();
    return id === null ? { waitMs: Math.min(staysInMs, inMs) } : { id: this.#take(id), isUrgent: false };
  }

  /** The next job whose time to be asked for again has come; else how long until there is one, in ms. */
  #takeLater(now: number): { readonly id: string | null; readonly inMs: number } {
    let inMs = Number.POSITIVE_INFINITY;
    for (const line of this.#later) {
      const first = line.entries[line.next];
      if (first === undefined) continue;
      if (first.at > now) {
        inMs = Math.min(inMs, first.at - now);
        continue;
      }
      line.next += 1;
      if (line.next === line.entries.length) {
        line.entries.length = 0;
        line.next = 0;
      }
      return { id: first.id, inMs };
    }
    return { id: null, inMs };
  }

  #take(id: string): string {
    this.#budget.spend();
    this.#suspects.delete(id);
    this.#asked.set(id, this.#versionOf(id));
    return id;
  }

  /** What cannot wait: ends in sight, then what may be gone, then the names of jobs in sight that go on. */
  #urgent(now: number): { readonly id: string | null; readonly staysInMs: number } {
    let staysInMs = Number.POSITIVE_INFINITY;
    let goingOn: string | null = null;
    for (const [id, since] of this.#inSightSince) {
      if (!this.#isDue(id)) continue;
      const stillMs = this.#budget.isTight ? since + STAY_MS - now : 0;
      if (stillMs > 0) staysInMs = Math.min(staysInMs, stillMs);
      else if (this.#hasEnded(id)) return { id, staysInMs };
      else goingOn ??= id;
    }
    const [suspect = goingOn] = this.#suspects;
    return { id: suspect, staysInMs };
  }

  #versionOf(id: string): string {
    const job = this.#replica().find(id);
    // A job that was run again has another end.
    return job === null ? '' : isTerminal(job.status) ? `end ${job.updatedAt}` : job.statusWord;
  }

  #hasEnded(id: string): boolean {
    const { columns } = this.#replica().queryEngine;
    return isTerminal(columns.statusAt(columns.slotOf(id) ?? -1));
  }

  #isDue(id: string): boolean {
    const slot = this.#replica().queryEngine.columns.slotOf(id);
    return slot !== undefined && this.#isOpen(slot) && this.#asked.get(id) !== this.#versionOf(id);
  }

  /** Whether a job's detail says more than what is known. */
  #isOpen(slot: number): boolean {
    const { columns } = this.#replica().queryEngine;
    return !columns.isFinal(slot) && !(columns.isNamed(slot) && !isTerminal(columns.statusAt(slot)));
  }

  // Ends first: their detail is read once ever. Names of jobs that go on come after, since they are read again; while
  // many do, they are left alone.
  #fromRest(): string | null {
    const { queryEngine, meta } = this.#replica();
    const { columns } = queryEngine;
    for (let pass = 0; pass < 2; pass += 1) {
      for (; this.#nextRest < this.#rest.length; this.#nextRest += 1) {
        const id = columns.ids[this.#rest[this.#nextRest] ?? -1] ?? '';
        if (id !== '' && this.#isDue(id)) return id;
      }
      if (this.#restRevision === meta.revision) return null;
      this.#restRevision = meta.revision;
      const ended: number[] = [];
      const goingOn: number[] = [];
      for (const slot of queryEngine.newest) if (this.#isOpen(slot)) (isActive(columns.statusAt(slot)) ? goingOn : ended).push(slot);
      this.#rest = this.#budget.isTight ? ended : [...ended, ...goingOn];
      this.#nextRest = 0;
    }
    return null;
  }
}
