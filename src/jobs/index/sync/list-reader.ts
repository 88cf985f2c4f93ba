import { isBehindTheEnd } from '#src/jobs-api/list-pages.ts';
import type { JobPage } from '#src/jobs-api/job.ts';
import { PageSequence, type ListEnd } from '#src/jobs-api/page-sequence.ts';
import { msLeft } from '#src/lib/ms-left.ts';
import { findDeleted, type ReadPage } from './find-deleted.ts';
import type { IndexReplica } from '../store/index-replica.ts';
import { isDoubtful, withSummary } from './merge-summary.ts';
import { OrderSense, type ListOrder } from '../store/list-order.ts';

/** What the list reader works with. */
export interface ListReaderOptions {
  readonly replica: IndexReplica;
  /** Entries that are asked for. */
  readonly pageSize: number;
  /** Reads a page; waits out what the server cannot answer. Rejects when the work is stopped, or as {@link isBehindTheEnd} tells. */
  readonly readPage: ReadPage;
  /** ms epoch. */
  readonly now: () => number;
  /** Told after each page that was taken in. */
  readonly onRead: () => void;
  /** Told of jobs that may be gone: whoever asks for each of them knows. */
  readonly onSuspects: (ids: readonly string[]) => void;
  /** Told of jobs that have ended, and of which the list says something else: they are to be asked for themselves. */
  readonly onDoubtful: (ids: readonly string[]) => void;
}

interface Asked {
  readonly answer: JobPage;
  /** Whether the platform refused the page, as some do behind the end. */
  readonly refused: boolean;
  /** ms epoch. */
  readonly askedAt: number;
}

interface Frontier {
  /** The last page that was read without a gap to those before it. */
  readonly page: number;
  readonly total: number | null;
  readonly sequence: PageSequence;
}

// A list that ended before all was read is read again, later each time.
const AGAIN_AFTER_MS = 60_000;
const MOST_DOUBLINGS = 5;
// A list whose total goes up and down is not followed back and forth for ever.
const MOST_STEPS_BACK = 100;

/**
 * Keeps the index in step with the platform's list, which can only be read page by page and shifts meanwhile. How large
 * its pages are, in which order they come and where they end, is told by the pages alone. What is known is always the
 * first jobs of the list without a gap, then all: a page is taken on only when nothing can have slipped through between it
 * and the one before.
 */
export class ListReader {
  readonly #options: ListReaderOptions;
  readonly #sense = new OrderSense();
  #frontier: Frontier | null = null;
  /** Entries a page, as the first page shows it. */
  #pageSize: number | null = null;
  #ignoresPage = false;
  /** Whether all was known before the newest jobs left a gap. */
  #wasComplete = false;
  /** The last mismatch between the platform's total and what is known: acted on when it is seen twice, and only once. */
  #mismatch = '';
  #acted = '';
  #unfinished = 0;
  #pause = { from: 0, until: 0 };
  #tops = 0;
  /** What the list said of jobs that it contradicts, by id: each is asked for once. */
  readonly #doubted = new Map<string, string>();

  constructor(options: ListReaderOptions) {
    this.#options = options;
  }

  /** Whether there is more to do than following the first page. */
  get hasWork(): boolean {
    return this.#options.replica.meta.contiguous !== null || this.#tooMany();
  }

  /** The page on which new jobs appear, from 1. */
  get topPage(): number {
    return this.#order === 'oldest' ? Math.floor(this.#known() / this.#size) + 1 : 1;
  }

  /** The page, from 1, on which the job stands that is at `place`, from 0, newest first; null when that cannot be told. */
  pageOf(place: number): number | null {
    const at = this.#order === 'oldest' ? this.#options.replica.queryEngine.columns.count - 1 - place : place;
    const page = Math.floor(at / this.#size) + 1;
    return this.#order === 'none' || (this.#ignoresPage && page > 1) ? null : page;
  }

  /** Reads all of a list again that has ended before its time: a person asks for it. */
  tryAgain(): void {
    this.#unfinished = 0;
    this.#pause = { from: 0, until: 0 };
    const { replica } = this.#options;
    if (replica.meta.contiguous === null && replica.meta.incomplete !== null) this.#startAgain(1);
  }

  /** Reads and takes in one page. The first one shows what is new, and whether all that is known is still there. */
  async read(page: number): Promise<JobPage> {
    const asked = await this.#ask(page);
    this.#takeIn(asked, page);
    return asked.answer;
  }

  /** Does what {@link hasWork} speaks of. Rejects only when it is stopped; it then goes on where it was. */
  async work(): Promise<void> {
    if (this.#options.replica.meta.contiguous !== null) return this.#crawl();
    if (this.#tooMany()) return this.#dropDeleted();
    return undefined;
  }

  get #order(): ListOrder {
    return this.#sense.order;
  }

  get #size(): number {
    return this.#pageSize ?? this.#options.pageSize;
  }

  async #ask(page: number): Promise<Asked> {
    const { readPage, now, pageSize: limit, replica } = this.#options;
    const askedAt = now();
    try {
      return { answer: await readPage(page), refused: false, askedAt };
    } catch (error) {
      if (page === 1 || !isBehindTheEnd(error)) throw error;
      return { answer: { jobs: [], unreadable: [], page, limit, statedLimit: null, total: replica.total }, refused: true, askedAt };
    }
  }

  /** Reads on from what is known, two pages at once, to the end of the list. */
  async #crawl(): Promise<void> {
    const { replica } = this.#options;
    const ahead = new Map<number, Promise<Asked>>();
    const request = (page: number) => {
      const known = ahead.get(page);
      if (known) return known;
      const asked = this.#ask(page);
      // Who stops the work has no use for the page ahead.
      asked.catch(() => undefined);
      ahead.set(page, asked);
      return asked;
    };
    const sequenceFrom = (page: number) => new PageSequence({ pages: page - 1, entries: (page - 1) * this.#size });
    // Without a page of this visit to go on from, the last known one is read again: it must overlap.
    let overlap = this.#frontier === null;
    let page = this.#frontier === null ? Math.max(1, Math.ceil((replica.meta.contiguous ?? 0) / this.#size)) : this.#frontier.page + 1;
    let sequence = this.#frontier?.sequence ?? sequenceFrom(page);
    let stepsBack = 0;
    while (replica.meta.contiguous !== null) {
      const asking = request(page);
      if (!overlap && (replica.total === null || page * this.#size < replica.total)) void request(page + 1);
      const asked = await asking;
      const { answer } = asked;
      ahead.delete(page);
      const lost = answer.total !== null && this.#frontier?.total != null && answer.total < this.#frontier.total;
      const [first] = answer.jobs;
      const isApart = overlap && (first === undefined || replica.find(first.id) === null);
      if (page > 1 && stepsBack < MOST_STEPS_BACK && (lost || isApart)) {
        // Jobs were deleted, so that entries of this page have moved to the one before, which has been read.
        this.#frontier = null;
        ahead.clear();
        overlap = true;
        stepsBack += 1;
        page = this.#order === 'none' ? 1 : page - 1;
        sequence = sequenceFrom(page);
        continue;
      }
      const before = replica.queryEngine.columns.count;
      this.#takeIn(asked, page);
      const taken = sequence.take(answer);
      const end = asked.refused ? sequence.endAtRefusal() : taken.end;
      if (page === 2 && answer.jobs.length > 0 && taken.fresh.length === 0 && end !== null) this.#ignoresPage = true;
      this.#frontier = { page, total: answer.total, sequence };
      // What the end lacks came on top while the list was read.
      if (end === 'uncertain' && page > 1 && this.#order === 'newest' && answer.total !== null && this.#known() < answer.total) {
        await this.read(1);
        // More came than a page holds: the crawl goes on from there.
        if (this.#frontier === null) return;
      }
      overlap = false;
      this.#advance(asked, page, { foundNew: replica.queryEngine.columns.count > before, repeats: taken.fresh.length === 0, end });
      page += 1;
    }
  }

  #advance({ answer }: Asked, page: number, { foundNew, repeats, end }: { readonly foundNew: boolean; readonly repeats: boolean; readonly end: ListEnd | null }): void {
    const { replica, now } = this.#options;
    const unreadable = replica.meta.unreadable + (repeats && end !== null ? 0 : answer.unreadable.length);
    replica.setMeta({ unreadable });
    const knowsAll = answer.total !== null && this.#known() >= answer.total;
    const closedGap = !foundNew && page > 1 && (answer.total === null ? this.#wasComplete : knowsAll);
    if (end === null && !closedGap) replica.setMeta({ contiguous: Math.max(replica.meta.contiguous ?? 0, this.#frontier?.sequence.read ?? 0) });
    else if (end === 'uncertain' && !closedGap && !knowsAll) {
      replica.setMeta({ contiguous: null, incomplete: { total: answer.total } });
      const from = now();
      this.#pause = { from, until: from + AGAIN_AFTER_MS * 2 ** Math.min(this.#unfinished, MOST_DOUBLINGS) };
      this.#unfinished += 1;
    } else {
      replica.setMeta({ contiguous: null, incomplete: null });
      this.#unfinished = 0;
    }
    this.#options.onRead();
  }

  #takeIn({ answer, askedAt }: Asked, page: number): void {
    const { replica, onRead, onDoubtful } = this.#options;
    const before = replica.queryEngine.columns.count;
    this.#sense.note(answer.jobs);
    const doubtful: string[] = [];
    let added = 0;
    for (const job of answer.jobs) {
      const known = replica.find(job.id);
      if (isDoubtful(known, job) && this.#doubted.get(job.id) !== job.statusWord) {
        this.#doubted.set(job.id, job.statusWord);
        doubtful.push(job.id);
      }
      if (replica.put(withSummary(known, job), askedAt)) added += 1;
    }
    if (doubtful.length > 0) onDoubtful(doubtful);
    replica.total = answer.total;
    if (page === 1) this.#takeInTop(answer, added, before);
    else if (page === this.topPage && replica.meta.contiguous === null) this.#compare(answer);
    onRead();
  }

  #takeInTop(answer: JobPage, added: number, before: number): void {
    const { replica } = this.#options;
    const { contiguous, incomplete } = replica.meta;
    const entries = answer.jobs.length + answer.unreadable.length;
    this.#tops += 1;
    // A page that holds all there is says nothing of how much one can hold.
    if (entries > 0) this.#pageSize = answer.total === null || entries < answer.total ? entries : Math.max(entries, this.#options.pageSize);
    const gap = added > 0 && added === answer.jobs.length && before > 0 && this.#order === 'newest';
    if (contiguous === 0) {
      const sequence = new PageSequence();
      const { end } = sequence.take(answer);
      replica.setMeta({ contiguous: entries, unreadable: 0, incomplete: null });
      this.#frontier = { page: 1, total: answer.total, sequence };
      this.#advance({ answer, refused: false, askedAt: 0 }, 1, { foundNew: true, repeats: false, end });
    } else if (gap) {
      // Everything on the page is new: what lies between it and what is known is not known.
      this.#wasComplete = contiguous === null && incomplete === null;
      replica.setMeta({ contiguous: answer.jobs.length });
      this.#frontier = null;
    } else if (contiguous !== null) replica.setMeta({ contiguous: contiguous + added });
    if (replica.meta.contiguous === null) this.#compare(answer);
  }

  #compare({ total }: JobPage): void {
    const { replica, now } = this.#options;
    const known = this.#known();
    if (total !== null && known >= total) replica.setMeta({ incomplete: null });
    const mismatch = total === null || total === known ? '' : `${total} ${known}`;
    // An answer may be older than a delete of ours: fewer than the platform says has to be seen twice.
    const lacks = total !== null && total > known && mismatch === this.#mismatch;
    const waits = msLeft(this.#pause, now()) > 0;
    if (lacks && waits) replica.setMeta({ incomplete: { total } });
    if ((lacks || (total === null && replica.meta.incomplete !== null && this.#tops > 1)) && !waits) this.#startAgain(this.#order === 'oldest' && replica.meta.incomplete === null ? known : 1);
    this.#mismatch = mismatch;
  }

  /** Reads on from the page that holds this many entries of the list, counted from its start. */
  #startAgain(entries: number): void {
    const { replica } = this.#options;
    this.#frontier = null;
    this.#wasComplete = false;
    replica.setMeta({ contiguous: Math.max(1, entries), ...(entries > 1 ? {} : { unreadable: 0 }) });
  }

  #known(): number {
    const { replica } = this.#options;
    return replica.queryEngine.columns.count + replica.meta.unreadable;
  }

  #tooMany(): boolean {
    const { total, meta } = this.#options.replica;
    return meta.contiguous === null && total !== null && this.#known() > total && `${total} ${this.#known()}` !== this.#acted;
  }

  async #dropDeleted(): Promise<void> {
    const { replica, onRead, onSuspects } = this.#options;
    const { columns, newest } = replica.queryEngine;
    const ids = Array.from(this.#order === 'oldest' ? newest.toReversed() : newest, (slot) => columns.ids[slot] ?? '').filter((id) => id !== '');
    const gone = new Set<string>();
    const read = async (page: number) => this.read(page);
    const inOrder = this.#order !== 'none' && !this.#ignoresPage && (await findDeleted({ ids, pageSize: this.#size }, read, gone));
    if (inOrder) replica.remove(gone);
    else onSuspects([...gone, ...(await this.#missing())]);
    // What could not be proven, since the list shifted meanwhile, is looked for again; what is not to be found is not.
    if (gone.size === 0 || !inOrder) this.#acted = `${replica.total} ${this.#known()}`;
    onRead();
  }

  /** Reads the whole list, for a platform that gives it in an order of its own, and says which known jobs were not in it. */
  async #missing(): Promise<readonly string[]> {
    const { replica } = this.#options;
    const missing = new Set(replica.queryEngine.columns.ids.filter((id) => id !== ''));
    const sequence = new PageSequence();
    for (let page = 1; ; page += 1) {
      const answer = await this.read(page);
      for (const { id } of answer.jobs) missing.delete(id);
      const { end } = sequence.take(answer);
      // A list that does not show all of its jobs says nothing of those that it does not show.
      if (end !== null) return end === 'certain' ? [...missing] : [];
    }
  }
}
