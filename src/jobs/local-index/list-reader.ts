import type { JobPage } from '#src/jobs-api/job.ts';
import { findDeleted, type ReadPage } from './deleted-elsewhere.ts';
import type { Ledger } from './ledger.ts';
import { withSummary } from './list-merge.ts';

/** What the list reader works with. */
export interface ListReaderOptions {
  readonly ledger: Ledger;
  /** Entries a page. */
  readonly pageSize: number;
  /** Reads a page; waits out what the server cannot answer, rejects only when the work is stopped. */
  readonly readPage: ReadPage;
  /** Told after each page that was taken in. */
  readonly onRead: () => void;
  /** Told of jobs that may be gone: whoever asks for each of them knows. */
  readonly onSuspects: (ids: readonly string[]) => void;
}

interface Frontier {
  /** The last page that was read without a gap to those before it. */
  readonly page: number;
  readonly total: number | null;
}

/**
 * Keeps the index in step with the platform's list, which can only be read page by page, newest first, and shifts
 * meanwhile. What is known is always the newest jobs without a gap, then all: a page is taken on only when nothing can
 * have slipped through between it and the one before.
 */
export class ListReader {
  readonly #options: ListReaderOptions;
  #frontier: Frontier | null = null;
  /** The last mismatch between the platform's total and what is known: acted on when it is seen twice, and only once. */
  #mismatch = '';
  #acted = '';

  constructor(options: ListReaderOptions) {
    this.#options = options;
  }

  /** Whether there is more to do than following the first page. */
  get hasWork(): boolean {
    return this.#options.ledger.meta.contiguous !== null || this.#tooMany();
  }

  /** Reads and takes in one page. The first one shows what is new, and whether all that is known is still there. */
  async read(page: number): Promise<JobPage> {
    const answer = await this.#options.readPage(page);
    this.#takeIn(answer, page);
    return answer;
  }

  /** Does what {@link hasWork} speaks of. Rejects only when it is stopped; it then goes on where it was. */
  async work(): Promise<void> {
    if (this.#options.ledger.meta.contiguous !== null) return this.#crawl();
    if (this.#tooMany()) return this.#dropDeleted();
    return undefined;
  }

  /** Reads on from what is known, two pages at once, to the end of the list. */
  async #crawl(): Promise<void> {
    const { ledger, pageSize, readPage } = this.#options;
    const ahead = new Map<number, Promise<JobPage>>();
    const request = (page: number) => {
      const known = ahead.get(page);
      if (known) return known;
      const asked = readPage(page);
      // Who stops the work has no use for the page ahead.
      asked.catch(() => undefined);
      ahead.set(page, asked);
      return asked;
    };
    // Without a page of this visit to go on from, the last known one is read again: it must overlap.
    let overlap = this.#frontier === null;
    let page = this.#frontier === null ? Math.max(1, Math.ceil((ledger.meta.contiguous ?? 0) / pageSize)) : this.#frontier.page + 1;
    while (ledger.meta.contiguous !== null) {
      const asked = request(page);
      if (!overlap && (ledger.total === null || page * pageSize < ledger.total)) void request(page + 1);
      const answer = await asked;
      ahead.delete(page);
      const lost = answer.total !== null && this.#frontier?.total != null && answer.total < this.#frontier.total;
      const [first] = answer.jobs;
      if (page > 1 && (lost || (overlap && first !== undefined && ledger.find(first.id) === null) || (answer.jobs.length === 0 && overlap))) {
        // Jobs were deleted, so that entries of this page have moved to the one before, which has been read.
        this.#frontier = null;
        ahead.clear();
        overlap = true;
        page -= 1;
        continue;
      }
      const before = ledger.book.columns.count;
      this.#takeIn(answer, page);
      this.#frontier = { page, total: answer.total };
      overlap = false;
      this.#advance(answer, page, ledger.book.columns.count > before);
      page += 1;
    }
  }

  #advance(answer: JobPage, page: number, foundNew: boolean): void {
    const { ledger, pageSize } = this.#options;
    const entries = answer.jobs.length + answer.unreadable.length;
    const read = (page - 1) * pageSize + entries;
    const atEnd = answer.total === null ? entries < pageSize : read >= answer.total || entries === 0;
    const closedGap = !foundNew && page > 1 && answer.total !== null && this.#known() >= answer.total;
    const unreadable = ledger.meta.unreadable + answer.unreadable.length;
    ledger.setMeta(atEnd || closedGap ? { contiguous: null, unreadable } : { contiguous: Math.max(ledger.meta.contiguous ?? 0, read), unreadable });
    this.#options.onRead();
  }

  #takeIn(answer: JobPage, page: number): void {
    const { ledger } = this.#options;
    const before = ledger.book.columns.count;
    let added = 0;
    for (const job of answer.jobs) if (ledger.put(withSummary(ledger.find(job.id), job))) added += 1;
    ledger.total = answer.total;
    if (page === 1) this.#takeInTop(answer, added, before);
    this.#options.onRead();
  }

  #takeInTop(answer: JobPage, added: number, before: number): void {
    const { ledger } = this.#options;
    const { contiguous } = ledger.meta;
    const gap = added > 0 && added === answer.jobs.length && before > 0;
    if (contiguous === 0 || gap) {
      // Everything on the page is new: what lies between it and what is known is not known.
      ledger.setMeta({ contiguous: answer.jobs.length, ...(contiguous === 0 ? { unreadable: 0 } : {}) });
      this.#frontier = null;
    } else if (contiguous !== null) ledger.setMeta({ contiguous: contiguous + added });
    if (contiguous === 0) {
      this.#frontier = { page: 1, total: answer.total };
      this.#advance(answer, 1, true);
    }
    if (ledger.meta.contiguous === null) this.#compare(answer);
  }

  #compare(answer: JobPage): void {
    const { ledger } = this.#options;
    const mismatch = answer.total === null || answer.total === this.#known() ? '' : `${answer.total} ${this.#known()}`;
    // An answer may be older than a delete of ours: fewer than the platform says has to be seen twice.
    if (mismatch !== '' && mismatch === this.#mismatch && mismatch !== this.#acted && (answer.total ?? 0) > this.#known()) {
      this.#acted = mismatch;
      this.#frontier = { page: 1, total: answer.total };
      ledger.setMeta({ contiguous: answer.jobs.length });
    }
    this.#mismatch = mismatch;
  }

  #known(): number {
    const { ledger } = this.#options;
    return ledger.book.columns.count + ledger.meta.unreadable;
  }

  #tooMany(): boolean {
    const { total } = this.#options.ledger;
    return total !== null && this.#known() > total && `${total} ${this.#known()}` !== this.#acted;
  }

  async #dropDeleted(): Promise<void> {
    const { ledger, pageSize, onRead, onSuspects } = this.#options;
    const { columns, newest } = ledger.book;
    const ids = Array.from(newest, (slot) => columns.ids[slot] ?? '').filter((id) => id !== '');
    const gone = new Set<string>();
    const read = async (page: number) => this.read(page);
    const inOrder = await findDeleted({ ids, pageSize }, read, gone);
    ledger.remove(gone);
    if (!inOrder) onSuspects(await this.#missing());
    // What could not be proven, since the list shifted meanwhile, is looked for again; what is not to be found is not.
    if (gone.size === 0) this.#acted = `${ledger.total} ${this.#known()}`;
    onRead();
  }

  /** Reads the whole list, for a platform that gives it in an order of its own, and says which known jobs were not in it. */
  async #missing(): Promise<readonly string[]> {
    const { ledger, pageSize } = this.#options;
    const missing = new Set(ledger.book.columns.ids.filter((id) => id !== ''));
    for (let page = 1; ; page += 1) {
      const { jobs, unreadable, total } = await this.read(page);
      for (const { id } of jobs) missing.delete(id);
      if (jobs.length + unreadable.length === 0 || (total !== null && page * pageSize >= total)) return [...missing];
    }
  }
}
