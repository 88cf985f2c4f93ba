/** A call that changes something on the platform, or the bytes that go to storage. */
export type ActionCall = 'create' | 'upload' | 'finalize' | 'cancel' | 'delete';

/** One call as it was sent, with what came of it. Holds no key, no address of storage with its query, and no bytes. */
export interface ActionRecord {
  /** The same for the record of the sending and the one of the answer: the later one replaces the earlier. */
  readonly id: string;
  readonly call: ActionCall;
  /** null for a create that has no answer yet. */
  readonly jobId: string | null;
  /** The file of the upload queue that it was sent for; null for what was done with a job as such. */
  readonly itemId: string | null;
  /** ms epoch, by this computer's clock. */
  readonly sentAt: number;
  /** ms epoch; null as long as there is no answer. */
  readonly answeredAt: number | null;
  /** What came back, in words: "done", "409 UPLOAD_ALREADY_FINALIZED", "no answer within 30 s"; null as long as nothing did. */
  readonly answer: string | null;
  /** What was read of the job afterwards because the answer was unclear, and what followed from it; null when the answer was enough. */
  readonly reading: string | null;
  /** The `externalReference` of the file's job (wire format, section 6.2); null when there is none. */
  readonly reference: string | null;
}

/** Keeps what this browser sent. Must not throw, and is not waited for. */
export interface ActionLog {
  record(record: ActionRecord): void;
}

/** A log that can be read again. */
export interface StoredActionLog extends ActionLog {
  /** What was sent for a job, oldest first. Rejects when the disk cannot be read. */
  load(jobId: string): Promise<readonly ActionRecord[]>;
}

/** A log that keeps nothing. */
export const noActionLog: ActionLog = { record: () => undefined };
