import { isActive, isTerminal } from '#src/jobs-api/job.ts';
import { requestsPerSecond } from './follow-plan.ts';
import type { Ledger } from './ledger.ts';

// While more jobs than these go on, details nobody looks at wait for what following leaves over.
const CALM = 50;
const DETAIL_SHARE = 0.4;

/** Says which job's detail to read next: what is looked at first, then everything else, each once. */
export class DetailQueue {
  readonly #ledger: () => Ledger;
  /** Ids to ask about whatever is known of them: they may be gone. */
  readonly #suspects = new Set<string>();
  #wanted: readonly string[] = [];
  /** What has been asked, by id; asked again only when the list says something new of it. */
  readonly #asked = new Map<string, string>();
  #rest: readonly number[] = [];
  #nextRest = 0;
  #restRevision = -1;
  #nextAt = 0;

  constructor(ledger: () => Ledger) {
    this.#ledger = ledger;
  }

  /** These are looked at now. */
  want(ids: readonly string[]): void {
    this.#wanted = ids;
  }

  /** These may be gone. */
  suspect(ids: readonly string[]): void {
    for (const id of ids) this.#suspects.add(id);
  }

  /** Forgets that a job was asked for: it is known for good now, or its answer did not come. */
  forget(id: string): void {
    this.#asked.delete(id);
  }

  /** The next job to ask for; or how long until there may be one, in ms. `now` in ms. */
  next(now: number, activeJobs: number): { readonly id: string } | { readonly waitMs: number } {
    for (const id of this.#suspects) {
      this.#suspects.delete(id);
      return { id };
    }
    const wanted = this.#wanted.find((id) => this.#isDue(id));
    if (wanted !== undefined) return this.#take(wanted);
    // The list comes first: until all of it is known, only what is looked at is worth a request.
    if (this.#ledger().meta.contiguous !== null) return { waitMs: Number.POSITIVE_INFINITY };
    if (now < this.#nextAt) return { waitMs: this.#nextAt - now };
    const id = this.#fromRest();
    if (id === null) return { waitMs: Number.POSITIVE_INFINITY };
    if (activeJobs > CALM) this.#nextAt = now + 1_000 / (requestsPerSecond(activeJobs) * DETAIL_SHARE);
    return this.#take(id);
  }

  #take(id: string): { readonly id: string } {
    this.#asked.set(id, this.#versionOf(id));
    return { id };
  }

  #versionOf(id: string): string {
    const job = this.#ledger().find(id);
    return job === null ? '' : isTerminal(job.status) ? 'end' : job.statusWord;
  }

  #isDue(id: string): boolean {
    const { columns } = this.#ledger().book;
    const slot = columns.slotOf(id);
    if (slot === undefined || columns.isFinal(slot)) return false;
    if (columns.isNamed(slot) && !isTerminal(columns.statusAt(slot))) return false;
    return this.#asked.get(id) !== this.#versionOf(id);
  }

  // Ends first: their detail is read once ever. Names of jobs that go on come after, since they are read again.
  #fromRest(): string | null {
    const { book, meta } = this.#ledger();
    const { columns } = book;
    for (let pass = 0; pass < 2; pass += 1) {
      for (; this.#nextRest < this.#rest.length; this.#nextRest += 1) {
        const id = columns.ids[this.#rest[this.#nextRest] ?? -1] ?? '';
        if (id !== '' && this.#isDue(id)) return id;
      }
      if (this.#restRevision === meta.revision) return null;
      this.#restRevision = meta.revision;
      const open = [...book.newest].filter((slot) => !columns.isFinal(slot) && !(columns.isNamed(slot) && !isTerminal(columns.statusAt(slot))));
      this.#rest = [...open.filter((slot) => !isActive(columns.statusAt(slot))), ...open.filter((slot) => isActive(columns.statusAt(slot)))];
      this.#nextRest = 0;
    }
    return null;
  }
}
