/** A job as {@link ListPlatform} has it. */
export interface ListedJob {
  readonly id: string;
  status: string;
  /** ms epoch. */
  readonly createdAt: number;
  /** ms epoch; null leaves it out of every answer. */
  updatedAt: number | null;
}

/** How a platform answers when it is asked for its list. */
export interface ListHabits {
  /** Entries a page at most, whatever is asked for. */
  readonly cap?: number;
  /** Whether `page` counts; else each answer is the first page, or starts where `offset` says. */
  readonly pages?: boolean | 'by offset';
  /** What it says of how many jobs there are; null says nothing. */
  readonly total?: (there: number) => number | null;
  /** `restless`: in another order each time it is asked. */
  readonly order?: 'newest' | 'oldest' | 'shuffled' | 'restless';
  readonly shape?: 'documented' | 'items' | 'offset' | 'array';
  /** What it says of its page size: what was asked for, what it gives, or nothing. */
  readonly saysLimit?: 'asked' | 'given' | 'nothing';
  /** Pages that come without entries, whatever stands on them. */
  readonly emptyPages?: readonly number[];
  /** Whether a page behind the end is refused with 404 instead of being empty. */
  readonly refusesBehindEnd?: boolean;
}

/**
 * A platform that is asked by `fetch` and lists its jobs by its own habits: what each client call makes of them is tried
 * against it, with nothing in between but the client.
 */
export class ListPlatform {
  /** Newest first. */
  jobs: ListedJob[];
  habits: ListHabits;
  /** The query of each list call, in order. */
  readonly listCalls: URLSearchParams[] = [];
  /** The id of each detail call, in order. */
  readonly detailCalls: string[] = [];
  /** Takes an answer's place, when it gives one. */
  answers: (path: string, method: string) => Response | null = () => null;
  /** What a detail carries beside the summary. */
  detailOf: (job: ListedJob) => object = () => ({ result: {} });
  #random = 1;

  constructor(jobs: readonly ListedJob[], habits: ListHabits = {}) {
    this.jobs = [...jobs];
    this.habits = habits;
  }

  /** To be given to the client in place of the browser's. */
  readonly fetch: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, 'http://platform.test');
    await Promise.resolve();
    const own = this.answers(url.pathname, init?.method ?? 'GET');
    const [, id] = /\/jobs\/([^/]+)/.exec(url.pathname) ?? [];
    if (id === undefined) this.listCalls.push(url.searchParams);
    else this.detailCalls.push(id);
    if (own !== null) return own;
    return id === undefined ? this.#list(url.searchParams) : this.#detail(id);
  };

  #list(query: URLSearchParams): Response {
    const { cap = 100, pages = true, total = (there) => there, order = 'newest', shape = 'documented', saysLimit = 'given', emptyPages = [], refusesBehindEnd = false } = this.habits;
    const asked = Number(query.get('limit'));
    const size = Math.min(cap, asked);
    const page = pages === true ? Number(query.get('page')) : 1;
    const all = this.#inOrder(order);
    const from = pages === 'by offset' ? Number(query.get('offset') ?? 0) : (page - 1) * size;
    if (refusesBehindEnd && from >= all.length && page > 1) return refusal(404, 'Invalid page');
    const entries = emptyPages.includes(page) ? [] : all.slice(from, from + size).map(entryOf);
    const said = total(all.length);
    const limit = saysLimit === 'nothing' ? undefined : saysLimit === 'asked' ? asked : size;
    const counts = said === null ? {} : { total: said };
    switch (shape) {
      case 'documented':
        return Response.json({ data: entries, pagination: { page, limit, ...counts } });
      case 'items':
        return Response.json({ items: entries, page, pageSize: limit, ...counts });
      case 'offset':
        return Response.json({ data: entries, limit, offset: from, ...counts });
      case 'array':
        return Response.json(entries);
    }
  }

  #inOrder(order: NonNullable<ListHabits['order']>): readonly ListedJob[] {
    if (order === 'newest') return this.jobs;
    if (order === 'oldest') return this.jobs.toReversed();
    if (order === 'shuffled') this.#random = 1;
    return this.jobs.map((job) => ({ job, at: this.#next() })).toSorted((a, b) => a.at - b.at).map(({ job }) => job);
  }

  // Park and Miller's generator: the same order for each run of the tests.
  #next(): number {
    this.#random = (this.#random * 48_271) % 2_147_483_647;
    return this.#random;
  }

  #detail(id: string): Response {
    const job = this.jobs.find((candidate) => candidate.id === decodeURIComponent(id));
    if (job === undefined) return refusal(404, 'Job not found');
    return Response.json({ ...entryOf(job), inputs: [{ slotName: 'original', fileName: `photo-${job.id}.jpg`, sizeBytes: 1_000 }], ...this.detailOf(job) });
  }
}

/** Jobs numbered from 1, the highest number first and a second younger than the one after it; all completed. */
export function numberedJobs(count: number, newestAt = Date.UTC(2026, 10, 1)): ListedJob[] {
  return Array.from({ length: count }, (_, place) => ({ id: String(count - place), status: 'completed', createdAt: newestAt - place * 1_000, updatedAt: newestAt - place * 1_000 }));
}

function entryOf({ id, status, createdAt, updatedAt }: ListedJob): object {
  return { jobId: id, taskTypeId: '1', status, createdAt: new Date(createdAt).toISOString(), ...(updatedAt === null ? {} : { updatedAt: new Date(updatedAt).toISOString() }) };
}

function refusal(statusCode: number, message: string): Response {
  return Response.json({ code: 'JOB_NOT_FOUND', statusCode, message }, { status: statusCode });
}
