import { NetworkError, type HttpError } from '#src/jobs-api/errors.ts';

/** Storage refused the bytes. Kept apart from the API's own errors: the same status means another thing there. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly status: number;
  /** Storage's code from its XML, such as `AccessDenied`; null when it gave none. */
  readonly code: string | null;
  readonly retryAfterMs: number | null;

  constructor(answer: HttpError) {
    super(answer.message);
    this.status = answer.status;
    this.code = answer.code;
    this.retryAfterMs = answer.retryAfterMs;
  }

  /** Whether another presigned URL may help: this one has expired or is no longer accepted. */
  get urlRefused(): boolean {
    return this.status === 401 || this.status === 403 || this.code === 'ExpiredToken';
  }

  /** Whether the same request may work later. */
  get transient(): boolean {
    return this.status === 408 || this.status === 429 || this.status >= 500 || this.code === 'SlowDown' || this.code === 'RequestTimeout';
  }
}

/** This browser no longer holds the bytes, or the file changed or went away on disk. */
export class BytesMissingError extends Error {
  override readonly name = 'BytesMissingError';
}

/** The slots that a job was answered with are not those that were asked for: none is filled by guess. The message is for people. */
export class UnknownSlotError extends Error {
  override readonly name = 'UnknownSlotError';
}

/** An item could not be written: nothing is sent whose record would not outlive the page. */
export class UnsavedError extends Error {
  override readonly name = 'UnsavedError';
}

/** Another tab has taken the queue over: this one writes nothing any more. */
export class SupersededError extends Error {
  override readonly name = 'SupersededError';
}

/** The presigned URL is past its time: not a byte was sent to it. */
export class UploadUrlExpiredError extends Error {
  override readonly name = 'UploadUrlExpiredError';
}

/** A file on this computer that may only be read once a person allows it again. */
export class ReadingNotAllowedError extends Error {
  override readonly name = 'ReadingNotAllowedError';
}

/** Every byte left this browser, but no answer of storage could be read: it may hold the file or not. */
export class UploadAnswerLostError extends NetworkError {}

/** The upload address lies where the page's policy lets nothing go (`STORAGE_ORIGINS`): not a byte was sent to it. */
export class StorageNotAllowedError extends Error {
  override readonly name = 'StorageNotAllowedError';
  /** Scheme, host and port of the address. */
  readonly origin: string;

  constructor(origin: string) {
    super(`This server does not let the page reach ${origin}.`);
    this.origin = origin;
  }
}
