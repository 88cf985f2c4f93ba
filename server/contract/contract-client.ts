import type { TestFile } from './media.ts';
import type { Subject } from './subject.ts';
import { fieldsOf, objectsIn, type WireVocabulary } from './wire-vocabulary.ts';

/** An answer of the API, read. `body` is what its JSON holds, null for none. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown> | null;
}

/** A job that was created. */
export interface CreatedJob {
  readonly id: number;
  readonly body: Record<string, unknown>;
  uploadUrl(slot: string): string;
}

/** How a call differs from a plain one with the key `api_sandbox`. */
export interface CallOptions {
  readonly key?: string | null;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is. */
  readonly text?: string;
  /** Sent beside the key and the media type. */
  readonly headers?: Readonly<Record<string, string>>;
}

const SLOTS = ['original', 'reference'];

/** Speaks to a subject by plain HTTP, so that what is tested is the wire. */
export class ContractClient {
  readonly subject: Subject;
  readonly vocabulary: WireVocabulary;

  constructor(subject: Subject, vocabulary: WireVocabulary) {
    this.subject = subject;
    this.vocabulary = vocabulary;
  }

  /** One call under `/api/v1`. */
  async call(method: string, path: string, { key = 'api_sandbox', body, text, headers = {} }: CallOptions = {}): Promise<Answer> {
    const payload = text ?? (body === undefined ? null : JSON.stringify(body));
    const response = await this.subject.fetch(`${this.subject.apiOrigin}/api/v1${path}`, {
      method,
      headers: { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...(payload === null ? {} : { 'content-type': 'application/json' }), ...headers },
      body: payload,
    });
    const answer = await response.text();
    return { status: response.status, headers: response.headers, body: answer === '' ? null : JSON.parse(answer) };
  }

  /** Creates a job for files: the first goes to slot `original`, the second to `reference`. */
  async create(taskTypeId: number, files: readonly TestFile[], parameters?: unknown): Promise<CreatedJob> {
    // Each vocabulary has the type in a place of its own (wire format, sections 2 and 5.1).
    const { isExact, idIn, record } = this.vocabulary;
    const query = isExact ? '' : `?taskTypeId=${taskTypeId}`;
    const typed = isExact ? { taskTypeId: String(taskTypeId) } : {};
    const { status, body } = await this.call('POST', `/jobs${query}`, { body: { ...typed, inputs: declare(files), parameters } });
    if (status !== 200 || !body) throw new Error(`The create was answered ${status}: ${JSON.stringify(body)}`);
    return {
      id: Number(record(body)[idIn]),
      body,
      uploadUrl: (slot) => String(objectsIn(body['inputs']).find((input) => input['slotName'] === slot)?.['uploadUrl']),
    };
  }

  /** PUT of a file as it was declared; `init` adds to it. */
  put(url: string, file: TestFile, init: RequestInit = {}): Promise<Response> {
    return this.subject.fetch(url, { method: 'PUT', headers: { 'content-type': file.contentType }, body: file.bytes, ...init });
  }

  /** Creates a job and uploads its files. */
  async upload(taskTypeId: number, files: readonly TestFile[], parameters?: unknown): Promise<CreatedJob> {
    const job = await this.create(taskTypeId, files, parameters);
    for (const [index, file] of files.entries()) {
      const stored = await this.put(job.uploadUrl(SLOTS[index] ?? ''), file);
      if (stored.status !== 200) throw new Error(`The upload was answered ${stored.status}: ${await stored.text()}`);
    }
    return job;
  }

  /** The whole way to a queued job. */
  async submit(taskTypeId: number, files: readonly TestFile[], parameters?: unknown): Promise<number> {
    const job = await this.upload(taskTypeId, files, parameters);
    const { status, body } = await this.call('POST', `/jobs/${job.id}/finalize`);
    if (status !== 200) throw new Error(`The finalize was answered ${status}: ${JSON.stringify(body)}`);
    return job.id;
  }

  /** A job's detail; throws when it is not there. */
  async detail(id: number): Promise<Readonly<Record<string, unknown>>> {
    const { status, body } = await this.call('GET', `/jobs/${id}`);
    if (status !== 200 || !body) throw new Error(`The detail was answered ${status}.`);
    return this.vocabulary.record(body);
  }

  /** A job's status, in the vocabulary's own word. */
  async status(id: number): Promise<unknown> {
    return (await this.detail(id))['status'];
  }

  /** A job's artifacts, as its detail lists them. */
  async artifacts(id: number, kind?: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return objectsIn((await this.detail(id))['artifacts']).filter((artifact) => kind === undefined || artifact['kind'] === kind);
  }

  /** What lies behind a job's `result` artifact. */
  async result(id: number): Promise<Readonly<Record<string, unknown>>> {
    const [artifact] = await this.artifacts(id, 'result');
    const { contentType, bytes } = await this.download(artifact?.['downloadUrl']);
    if (contentType === null || !contentType.startsWith('application/json')) throw new Error(`The result of job ${id} is ${contentType}.`);
    return fieldsOf(JSON.parse(bytes.toString()));
  }

  /** The rows of one page of the list. */
  async rows(query: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return objectsIn((await this.call('GET', `/jobs${query}`)).body?.[this.vocabulary.rowsIn]);
  }

  /** GET of a signed URL. */
  async download(url: unknown): Promise<{ status: number; contentType: string | null; bytes: Buffer }> {
    const response = await this.subject.fetch(String(url));
    return { status: response.status, contentType: response.headers.get('content-type'), bytes: Buffer.from(await response.arrayBuffer()) };
  }
}

/** The `inputs` of a create call for files. */
export function declare(files: readonly TestFile[]) {
  return files.map(({ fileName, contentType, bytes, pageCount }, index) => ({
    slotName: SLOTS[index], fileName, contentType, sizeBytes: bytes.length, ...(pageCount === undefined ? {} : { pageCount }),
  }));
}
