import { apiError } from '../http/api-error.ts';

/** Headers of every answer of the API. */
export const API_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
};

/** A call that the API refuses (wire format, section 3); whoever throws it has changed nothing. Messages are the reference's where it has one. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  /** The refusal as it goes over the wire. */
  toResponse(): Response {
    return apiError(this.status, this.code, this.message, { ...API_HEADERS, ...this.headers });
  }
}

/** 400 for what is wrong with a request in itself. */
export function invalid(message: string, code = 'INVALID_PARAMETERS'): ApiProblem {
  return new ApiProblem(400, code, message);
}

/** There is no such job for this account; 404, and 400 from finalize (wire format, section 2). */
export function jobNotFound(jobId: string, status: 400 | 404 = 404): ApiProblem {
  return new ApiProblem(status, 'JOB_NOT_FOUND', `Job with ID ${jobId} does not exist`);
}

/** The balance does not cover a call that costs something. */
export function insufficientBalance(): ApiProblem {
  return new ApiProblem(402, 'INSUFFICIENT_BALANCE', 'Insufficient balance. Please top up or enable pay-as-you-go billing');
}
