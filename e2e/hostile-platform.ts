import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';

import { z } from 'zod';

/** The calls that can be made to go wrong. */
export type Step = 'create' | 'put' | 'finalize' | 'detail' | 'list' | 'cancel' | 'delete';

/** One way for a call to go wrong: whether the platform does what was asked for, and what comes back. */
export interface Fault {
  readonly done: boolean;
  /** `usual` writes the answer that would have come. */
  readonly answer: (response: ServerResponse, usual: Usual) => void;
}

/** The answer that a call would have had. */
export interface Usual {
  readonly status: number;
  readonly body: unknown;
}

/** A job as this platform keeps it. */
export interface HostileJob {
  readonly id: string;
  /** The key that it was made with; no other one sees it. */
  readonly owner: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly contentType: string;
  /** What its maker called it; it comes back (wire format, section 6.2). Idempotency keys mean nothing here: each create makes a job. */
  readonly externalReference: string | null;
  readonly createdAt: number;
  sha256: string | null;
  /** How often it was charged. */
  finalized: number;
  /** When it was charged first, ms since the epoch. */
  finalizedAt: number;
  cancelled: boolean;
  /** Nobody sees it any more, but the books are kept. */
  deleted: boolean;
}

const declaration = z.object({ externalReference: z.string().optional(), inputs: z.array(z.object({ fileName: z.string(), sizeBytes: z.number(), contentType: z.string() })).min(1) });

const JSON_TYPE = { 'content-type': 'application/json' };
const BOMB = gzipSync(Buffer.alloc(200 * 1024 ** 2, ' '), { level: 9 });
const HUGE = `[${'{"a":"bbbbbbbbbbbbbbbb"},'.repeat(2_100_000)}null]`;
const DEEP = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;

const answerText = (status: number, text: string, headers: Record<string, string> = JSON_TYPE) => (response: ServerResponse) => void response.writeHead(status, headers).end(text);
const errorOf = (status: number, code: string, headers: Record<string, string> = {}) =>
  answerText(status, JSON.stringify({ code, statusCode: status, message: `${code} said the platform` }), { ...JSON_TYPE, ...headers });

/** What can go wrong with any call. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'lost-request': { done: false, answer: (response) => void response.destroy() },
  'lost-answer': { done: true, answer: (response) => void response.destroy() },
  'cut-answer': { done: true, answer: (response) => void response.writeHead(200, { ...JSON_TYPE, 'content-length': '999' }).write('{"jobId', () => response.destroy()) },
  'error-408': { done: false, answer: errorOf(408, 'REQUEST_TIMEOUT') },
  'error-429': { done: false, answer: errorOf(429, 'RATE_LIMITED', { 'retry-after': '1' }) },
  'error-500': { done: false, answer: errorOf(500, 'INTERNAL') },
  'error-500-done': { done: true, answer: errorOf(500, 'INTERNAL') },
  'error-502-page': { done: false, answer: answerText(502, '<html><title>Bad Gateway</title></html>', { 'content-type': 'text/html' }) },
  'error-503-wait': { done: false, answer: errorOf(503, 'BUSY', { 'retry-after': '1' }) },
  'error-504-done': { done: true, answer: answerText(504, '', {}) },
  redirect: { done: false, answer: answerText(302, '', { location: 'http://169.254.169.254/latest/meta-data/' }) },
};

/** What a client has to end by itself, since nothing more comes. */
export const HANGS: Readonly<Record<string, Fault>> = {
  'no-answer': { done: false, answer: () => {} },
  'no-answer-done': { done: true, answer: () => {} },
  'no-end': { done: true, answer: (response) => void response.writeHead(200, { ...JSON_TYPE, 'content-length': '999' }).write('{"jobId') },
};

/** What can go wrong with an answer that is JSON. */
export const JSON_FAULTS: Readonly<Record<string, Fault>> = {
  'not-json': { done: true, answer: answerText(200, 'OK <script>alert(1)</script>') },
  empty: { done: true, answer: answerText(200, '') },
  'web-page': { done: true, answer: answerText(200, '<html>Hotel Wi-Fi</html>', { 'content-type': 'text/html' }) },
  'another-shape': { done: true, answer: answerText(200, '{"hello":[]}') },
  'huge-50-mb': { done: true, answer: answerText(200, HUGE) },
  'deep-200000': { done: true, answer: answerText(200, DEEP) },
  'bomb-200-mb': { done: true, answer: (response) => void response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end(BOMB) },
  'prototype-keys': { done: true, answer: (response, { status, body }) => answerText(status, poisoned(body))(response) },
  'huge-numbers': { done: true, answer: (response, { status, body }) => answerText(status, JSON.stringify(body).replace('{', '{"cost":1e999,"updatedAt":-1e308,"completedAt":9007199254740993000,'))(response) },
};

/** What can go wrong at storage beyond what can anywhere. */
export const STORAGE_FAULTS: Readonly<Record<string, Fault>> = {
  'slow-down': { done: false, answer: xml(503, 'SlowDown') },
  expired: { done: false, answer: xml(403, 'AccessDenied') },
  'request-timeout': { done: false, answer: xml(400, 'RequestTimeout') },
  // Seen by the page as one piece with the end of the answer.
  'huge-error-in-two': { done: false, answer: (response) => void response.writeHead(500).write('x'.repeat(100_000), () => setTimeout(() => response.end('x'.repeat(2_000_000)), 15)) },
  'huge-error': { done: false, answer: answerText(500, 'x'.repeat(5_000_000), { 'content-type': 'application/xml' }) },
};

function poisoned(body: unknown): string {
  return JSON.stringify(body).replace('{', '{"__proto__":{"polluted":true,"status":"failed"},"constructor":{"prototype":{"polluted":true}},"toString":1,"hasOwnProperty":null,');
}

function xml(status: number, code: string): (response: ServerResponse) => void {
  return answerText(status, `<?xml version="1.0"?><Error><Code>${code}</Code><Message>Storage said ${code}</Message></Error>`, { 'content-type': 'application/xml' });
}

/**
 * A platform of the worst kind: it speaks the documented Jobs API over real HTTP, storage on a second port, and goes
 * wrong as its plan says. It is no sandbox: it keeps count of what a client did to it.
 */
export class HostilePlatform {
  readonly jobs = new Map<string, HostileJob>();
  /** Which fault a call meets, if any. It is asked once for each call. */
  plan: (step: Step, job: HostileJob | null) => Fault | null = () => null;
  /** How long a job is queued, and how long it is processed after that; at once unless told. */
  workMs = 0;
  /** Whether results are JSON behind a signed link, with a link of their own in it, and not part of the detail. */
  resultsBehindLinks = false;
  /** Whether storage's CORS rules know the page; else it answers, but the browser does not let the page see it. */
  knowsPage = true;
  /** Whether storage takes a page's PUT, but forgets the header that lets the page read its answer. */
  hidesPutAnswers = false;
  /** Whether the detail of a job that is not finalized tells of an upload by a link to it. */
  tellsOfUploads = false;
  /** PUTs that storage saw, by whom: straight from a page, or from elsewhere. */
  readonly puts = { fromPages: 0, relayed: 0 };
  /** Headers that storage must never see, as they came. */
  readonly leaks: string[] = [];
  #api: Server;
  #storage: Server;

  private constructor() {
    this.#api = createServer((request, response) => void this.#serveApi(request, response));
    this.#storage = createServer((request, response) => void this.#serveStorage(request, response));
  }

  static async start(): Promise<HostilePlatform> {
    const platform = new HostilePlatform();
    for (const server of [platform.#api, platform.#storage]) {
      await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve);
      });
    }
    return platform;
  }

  get url(): string {
    return originOf(this.#api);
  }

  get storageOrigin(): string {
    return originOf(this.#storage);
  }

  async stop(): Promise<void> {
    for (const server of [this.#api, this.#storage]) {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    }
  }

  /**
   * What a client made of these files, in words; empty when each has one job, charged once, with the right bytes, and
   * none is gone that nobody wanted `gone` (by file name).
   */
  wrongs(files: ReadonlyMap<string, string>, gone: ReadonlySet<string> = new Set()): string[] {
    const wrongs: string[] = [];
    // One that was made in vain and tidied away was no harm.
    const all = Map.groupBy([...this.jobs.values()].filter((job) => job.finalized > 0 || !job.deleted), (job) => job.fileName);
    for (const [name, sha256] of files) {
      const own = all.get(name) ?? [];
      const charged = own.reduce((sum, job) => sum + job.finalized, 0);
      if (charged !== 1) wrongs.push(`${name} was charged ${charged} times`);
      if (own.length !== 1) wrongs.push(`${name} has ${own.length} jobs`);
      if (own.some((job) => job.finalized > 0 && job.sha256 !== sha256)) wrongs.push(`${name} was charged for other bytes`);
      if (!gone.has(name) && own.some((job) => job.deleted)) wrongs.push(`${name} was deleted unasked`);
    }
    return wrongs;
  }

  /** How many of the files have a job that was charged. */
  chargedOf(names: Iterable<string>): number {
    const charged = new Set([...this.jobs.values()].filter((job) => job.finalized > 0).map((job) => job.fileName));
    return [...names].filter((name) => charged.has(name)).length;
  }

  async #serveApi(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await buffer(request).then(String, () => null);
    if (text === null) return;
    const url = new URL(request.url ?? '/', this.url);
    const [, id, action] = /^\/api\/v1\/jobs(?:\/([^/]+))?(?:\/(finalize|cancel))?$/.exec(url.pathname) ?? [];
    const owner = request.headers.authorization ?? '';
    if (!owner.startsWith('Bearer api_good')) return errorOf(401, 'INVALID_API_KEY')(response);
    const job = [this.jobs.get(id ?? '')].find((known) => known && known.owner === owner && !known.deleted) ?? null;
    if (id !== undefined && job === null) return errorOf(request.method === 'POST' ? 400 : 404, 'JOB_NOT_FOUND')(response);
    const { step, act } = this.#callOf(request.method ?? 'GET', url, text, owner, job, action);
    // A create is known by the file it is for.
    const fault = this.plan(step, job ?? (step === 'create' ? draftOf(text, owner) : null));
    const usual = fault?.done === false ? { status: 200, body: {} } : act();
    if (fault) return fault.answer(response, usual);
    if (usual.status === 204) response.writeHead(204).end();
    else response.writeHead(usual.status, JSON_TYPE).end(JSON.stringify(usual.body));
  }

  #callOf(method: string, url: URL, text: string, owner: string, job: HostileJob | null, action: string | undefined): { step: Step; act: () => Usual } {
    if (job === null) {
      if (method === 'POST') return { step: 'create', act: () => this.#create(text, owner) };
      return { step: 'list', act: () => this.#list(url, owner) };
    }
    if (method === 'DELETE') return { step: 'delete', act: () => this.#delete(job) };
    if (action === 'finalize') return { step: 'finalize', act: () => this.#finalize(job) };
    if (action === 'cancel') return { step: 'cancel', act: () => this.#cancel(job) };
    return { step: 'detail', act: () => ({ status: 200, body: this.#detail(job) }) };
  }

  #finalize(job: HostileJob): Usual {
    if (job.sha256 === null || job.finalized > 0) return refusal(400, 'INVALID_STATE', 'Not found or already finalized');
    job.finalized += 1;
    job.finalizedAt = Date.now();
    return { status: 200, body: { ...this.#detail(job), message: 'ok' } };
  }

  #cancel(job: HostileJob): Usual {
    if (!['queued', 'waiting_for_finalize'].includes(this.#statusOf(job))) return refusal(409, 'INVALID_STATE', 'Already processing or completed');
    job.cancelled = true;
    return { status: 200, body: { ...this.#detail(job), message: 'ok' } };
  }

  #delete(job: HostileJob): Usual {
    job.deleted = true;
    this.#bytes.delete(job.id);
    return { status: 204, body: null };
  }

  #statusOf({ cancelled, finalized, finalizedAt }: HostileJob): string {
    if (cancelled) return 'cancelled';
    if (finalized === 0) return 'waiting_for_finalize';
    const age = Date.now() - finalizedAt;
    if (age < this.workMs) return 'queued';
    return age < 2 * this.workMs ? 'processing' : 'completed';
  }

  #create(text: string, owner: string): Usual {
    const draft = draftOf(text, owner);
    const job = { ...draft, id: randomUUID() };
    this.jobs.set(job.id, job);
    const input = { slotName: 'original', fileName: job.fileName, sizeBytes: job.sizeBytes, contentType: job.contentType };
    return { status: 200, body: { ...this.#detail(job), inputs: [{ ...input, uploadUrl: `${this.storageOrigin}/put/${job.id}?X-Amz-Signature=presigned-secret` }] } };
  }

  #list(url: URL, owner: string): Usual {
    const page = Number(url.searchParams.get('page') ?? 1);
    const limit = Number(url.searchParams.get('limit') ?? 10);
    const all = [...this.jobs.values()].filter((job) => job.owner === owner && !job.deleted).toReversed();
    const data = all.slice((page - 1) * limit, page * limit).map((job) => this.#detail(job));
    return { status: 200, body: { data, pagination: { page, limit, total: all.length, pages: Math.ceil(all.length / limit) } } };
  }

  #detail(job: HostileJob): object {
    const at = new Date(job.createdAt).toISOString();
    const status = this.#statusOf(job);
    const done = status === 'completed';
    const signed = (kind: string): string => `${this.storageOrigin}/${kind}/${job.id}?X-Amz-Signature=presigned-secret`;
    const input = { id: 'a', kind: 'input', slotName: 'original', contentType: job.contentType, downloadUrl: signed('get') };
    const result = { id: 'b', kind: 'result', contentType: 'application/json', downloadUrl: signed('result') };
    return {
      jobId: job.id,
      taskTypeId: '1',
      status,
      createdAt: at,
      updatedAt: at,
      externalReference: job.externalReference,
      inputs: [{ slotName: 'original', fileName: job.fileName, sizeBytes: job.sizeBytes, contentType: job.contentType }],
      artifacts: !done && this.tellsOfUploads && job.sha256 !== null ? [input] : done ? [input, ...(this.resultsBehindLinks ? [result] : [])] : [],
      ...(done && !this.resultsBehindLinks ? { result: { isAiGenerated: true, confidence: 0.9 } } : {}),
    };
  }

  readonly #bytes = new Map<string, Buffer>();

  async #serveStorage(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const direct = request.headers.origin !== undefined;
    const hides = request.method === 'PUT' && this.hidesPutAnswers;
    if (direct && this.knowsPage && !hides) response.setHeader('access-control-allow-origin', '*');
    if (request.method === 'OPTIONS') {
      if (this.knowsPage) response.setHeader('access-control-allow-headers', 'content-type').setHeader('access-control-allow-methods', 'PUT');
      response.writeHead(this.knowsPage ? 200 : 403).end();
      return;
    }
    for (const name of ['authorization', 'cookie']) if (request.headers[name] !== undefined) this.leaks.push(`${name}: ${String(request.headers[name])}`);
    const [, kind = '', id = ''] = /^\/(put|get|result|heatmap)\/([^/?]+)/.exec(request.url ?? '') ?? [];
    const job = [this.jobs.get(id)].find((known) => known?.deleted === false);
    const bytes = await buffer(request).catch(() => null);
    if (bytes === null) return;
    if (!job) return xml(403, 'AccessDenied')(response);
    if (kind === 'result') return answerText(200, JSON.stringify({ isAiGenerated: true, confidence: 0.9, heatmapURL: `${this.storageOrigin}/heatmap/${id}?X-Amz-Signature=presigned-secret` }))(response);
    if (request.method !== 'PUT') return this.#serveBytes(request, response, job);
    const fault = this.plan('put', job);
    if (fault?.done !== false && bytes.length === job.sizeBytes) {
      job.sha256 = createHash('sha256').update(bytes).digest('hex');
      if (job.sizeBytes < 1_000_000) this.#bytes.set(job.id, bytes);
      this.puts[direct ? 'fromPages' : 'relayed'] += 1;
    }
    if (fault) fault.answer(response, { status: 200, body: {} });
    else response.writeHead(200).end();
  }

  #serveBytes(request: IncomingMessage, response: ServerResponse, job: HostileJob): void {
    const bytes = this.#bytes.get(job.id) ?? Buffer.alloc(0);
    const [, from] = /^bytes=(\d+)-/.exec(request.headers.range ?? '') ?? [];
    const headers = { 'content-type': job.contentType, 'accept-ranges': 'bytes' };
    if (from === undefined) response.writeHead(200, { ...headers, 'content-length': bytes.length }).end(bytes);
    else response.writeHead(206, { ...headers, 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }).end(bytes.subarray(Number(from)));
  }
}

function refusal(statusCode: number, code: string, message: string): Usual {
  return { status: statusCode, body: { code, statusCode, message } };
}

function draftOf(text: string, owner: string): HostileJob {
  const { inputs: [input], externalReference = null } = declaration.parse(JSON.parse(text));
  const { fileName = '', sizeBytes = 0, contentType = '' } = input ?? {};
  return { id: '', owner, fileName, sizeBytes, contentType, externalReference, createdAt: Date.now(), sha256: null, finalized: 0, finalizedAt: 0, cancelled: false, deleted: false };
}

function originOf(server: Server): string {
  const address = server.address();
  return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
}
