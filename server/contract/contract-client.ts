import type { TestFile } from './media.ts';
import type { Subject } from './subject.ts';

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
}

const SLOTS = ['original', 'reference'];

/** Speaks to a subject by plain HTTP, so that what is tested is the wire. */
export class ContractClient {
  readonly subject: Subject;

  constructor(subject: Subject) {
    this.subject = subject;
  }

  /** One call under `/api/v1`. */
  async call(method: string, path: string, { key = 'api_sandbox', body, text }: CallOptions = {}): Promise<Answer> {
    const payload = text ?? (body === undefined ? null : JSON.stringify(body));
    const response = await this.subject.fetch(`${this.subject.apiOrigin}/api/v1${path}`, {
      method,
      headers: { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...(payload === null ? {} : { 'content-type': 'application/json' }) },
      body: payload,
    });
    const answer = await response.text();
    return { status: response.status, headers: response.headers, body: answer === '' ? null : JSON.parse(answer) };
  }

  /** Creates a job for files: the first goes to slot `original`, the second to `reference`. */
  async create(taskTypeId: number, files: readonly TestFile[], parameters?: unknown): Promise<CreatedJob> {
    const { status, body } = await this.call('POST', `/jobs?taskTypeId=${taskTypeId}`, { body: { inputs: declare(files), parameters } });
    if (status !== 200 || !body) throw new Error(`The create was answered ${status}: ${JSON.stringify(body)}`);
    return {
      id: Number(body['jobId']),
      body,
      uploadUrl: (slot) => {
        const inputs = Array.isArray(body['inputs']) ? body['inputs'] : [];
        return String(inputs.find((input) => input.slotName === slot)?.uploadUrl);
      },
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
  async detail(id: number): Promise<Record<string, unknown>> {
    const { status, body } = await this.call('GET', `/jobs/${id}`);
    if (status !== 200 || !body) throw new Error(`The detail was answered ${status}.`);
    return body;
  }

  /** GET of a signed URL. */
  async download(url: unknown): Promise<{ status: number; contentType: string | null; bytes: Buffer }> {
    const response = await this.subject.fetch(String(url));
    return { status: response.status, contentType: response.headers.get('content-type'), bytes: Buffer.from(await response.arrayBuffer()) };
  }
}

/** The `inputs` of a create call for files. */
export function declare(files: readonly TestFile[]) {
  return files.map(({ fileName, contentType, bytes }, index) => ({ slotName: SLOTS[index], fileName, contentType, sizeBytes: bytes.length }));
}
