import { expect } from 'vitest';

import { current } from '#src/jobs-api/fixtures/current.ts';
import { deployed } from '#src/jobs-api/fixtures/deployed.ts';
import { documented } from '#src/jobs-api/fixtures/documented.ts';
import type { KnownJobStatus } from '#src/jobs-api/job.ts';

import type { Vocabulary } from '../sandbox/vocabulary.ts';

/** What the contract expects of one vocabulary; written from the wire format and its fixtures, never from the sandbox. */
export interface WireVocabulary {
  readonly name: Vocabulary;
  /** Its word for each status (wire format, sections 2, 5.2 and 6.3). */
  readonly words: Readonly<Record<KnownJobStatus, string>>;
  /** What the job of a worker that failed is called: failed, or completed with an error for its result (section 6.3). */
  readonly workerFailed: KnownJobStatus;
  readonly idIn: 'jobId' | 'id';
  /** Whether each answer holds the fields of its fixture and no others; documented answers have the deployed ones beside them. */
  readonly isExact: boolean;
  readonly rowsIn: 'data' | 'items';
  /** Entries on a page at most (section 6.4). */
  readonly mostRows: number;
  readonly fixtures: {
    readonly created: object;
    readonly finalized: object;
    readonly cancelled: object;
    /** Of a completed job of the AI Image Detector. */
    readonly detail: object;
    readonly artifact: object;
    readonly row: object;
  };
  /** A job's id as answers put it. */
  readonly id: (id: number) => number | string;
  /** The job's own record in an answer to a create, a finalize, a cancel, or a detail. */
  readonly record: (body: unknown) => Readonly<Record<string, unknown>>;
  /** A refusal, by the documented code of what is wrong (sections 3, 5.5 and 6.3). */
  readonly refusal: (status: number, code: string, message?: unknown) => { readonly status: number; readonly body: object };
}

/** Codes that the newer vocabularies have names of their own for, with their published messages (section 5.5). */
const OLDER: Readonly<Record<string, { readonly code: string; readonly message: string }>> = {
  INVALID_API_KEY: deployed.errors.unauthenticated, FORBIDDEN: deployed.errors.notPermitted, INSUFFICIENT_BALANCE: deployed.errors.noCredits,
};

const IN_RECORD = {
  idIn: 'id', rowsIn: 'items', isExact: true, id: String,
  record: (body: unknown) => {
    const answer = fieldsOf(body);
    return answer['job'] === undefined ? answer : fieldsOf(answer['job']);
  },
} as const;

/** The three vocabularies of the wire format. */
export const WIRE_VOCABULARY: Readonly<Record<Vocabulary, WireVocabulary>> = {
  documented: {
    name: 'documented', idIn: 'jobId', rowsIn: 'data', isExact: false, mostRows: 100, workerFailed: 'failed',
    words: { waiting_for_finalize: 'waiting_for_finalize', queued: 'queued', processing: 'processing', completed: 'completed', failed: 'failed', cancelled: 'cancelled' },
    fixtures: { ...documented, artifact: deployed.detail.artifacts[0], row: documented.list.data[0] },
    id: (id) => id,
    record: fieldsOf,
    refusal: (status, code, message = expect.any(String)) => ({ status, body: { code, statusCode: status, message } }),
  },
  deployed: {
    ...IN_RECORD, name: 'deployed', mostRows: 100, workerFailed: 'failed',
    words: { waiting_for_finalize: 'initiated', queued: 'queued', processing: 'processing', completed: 'processed', failed: 'error', cancelled: 'canceled' },
    fixtures: { ...deployed, cancelled: deployed.finalized, detail: deployed.detailOfImage, artifact: deployed.detail.artifacts[0], row: deployed.list.items[0] },
    refusal: (status, code, message = expect.any(String)) => ({ status, body: OLDER[code] ?? { code, message } }),
  },
  current: {
    ...IN_RECORD, name: 'current', mostRows: current.list.pageSize, workerFailed: 'completed',
    words: { waiting_for_finalize: 'INITED', queued: 'UPLOADED', processing: 'PROCESSING', completed: 'COMPLETED', failed: 'FAILED', cancelled: 'CANCELLED' },
    fixtures: { ...current, artifact: deployed.detail.artifacts[0], row: current.list.items[0] },
    refusal: (status, code, message = expect.any(String)) => {
      if (code === 'ALREADY_FINALIZED') return { status: 409, body: { name: current.errors.alreadyFinalized.name, message } };
      const older = OLDER[code];
      return { status, body: older ? { name: older.code, message: older.message } : { name: code, message } };
    },
  },
};

/** Each vocabulary as the contract is run in it. */
export const WIRE_VOCABULARIES = Object.values(WIRE_VOCABULARY);

/** The fields of a JSON object; none for anything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** The objects of a JSON list; none for anything else. */
export function objectsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}
