import { wireError } from './wire.ts';

/** Everything the Jobs API client throws, other than the caller's own abort. */
export abstract class JobsApiError extends Error {
  /** Tells the four causes apart without `instanceof`, also after a structured clone. */
  abstract readonly kind: 'http' | 'network' | 'timeout' | 'protocol';
}

/** The server answered with an error status (wire format, sections 3 and 5.5). */
export class HttpError extends JobsApiError {
  override readonly name = 'HttpError';
  readonly kind = 'http';
  readonly status: number;
  /**
   * The error code as it came, or the name in its place (wire format, section 6.3); null when the body carries none (a proxy's
   * page, storage's XML).
   */
  readonly code: string | null;
  /** Whether the body is a JSON error as the API's are: a proxy's page and storage's XML are not, and say nothing of a job. */
  readonly fromApi: boolean;
  /** How long the server asks to wait, in ms; null when it does not. */
  readonly retryAfterMs: number | null;
  /** The body as it came, at most 2,000 characters of it. */
  readonly body: string;

  constructor(facts: { status: number; code: string | null; message: string; retryAfterMs: number | null; body: string; fromApi?: boolean }) {
    super(facts.message);
    this.status = facts.status;
    this.code = facts.code;
    this.fromApi = facts.fromApi ?? false;
    this.retryAfterMs = facts.retryAfterMs;
    this.body = facts.body;
  }
}

/** No answer came: offline, refused, cut, or blocked by CORS. The request may still have been carried out. */
export class NetworkError extends JobsApiError {
  override readonly name = 'NetworkError';
  readonly kind = 'network';
}

/** No answer came in time. The request may still have been carried out. */
export class TimeoutError extends JobsApiError {
  override readonly name = 'TimeoutError';
  readonly kind = 'timeout';
}

/** The server answered with success, but not with what was asked for. */
export class ProtocolError extends JobsApiError {
  override readonly name = 'ProtocolError';
  readonly kind = 'protocol';
  /** What came instead. */
  readonly answer: unknown;

  constructor(message: string, answer: unknown) {
    super(message);
    this.answer = answer;
  }
}

const BODY_KEPT = 2_000;

/**
 * Builds the error for an answer with an error status, from JSON, XML, HTML or an empty body. Never throws.
 * @param now ms epoch by this computer's clock, for an answer that carries no `Date` of its own
 */
export function httpErrorOf(status: number, headers: Headers, body: string, now: number): HttpError {
  const { code, message, fromApi } = readErrorBody(body);
  const answeredAt = Date.parse(headers.get('date') ?? '');
  return new HttpError({
    status,
    code,
    fromApi,
    message: message ?? `The server answered ${status}.`,
    retryAfterMs: retryAfterOf(headers.get('retry-after'), Number.isFinite(answeredAt) ? answeredAt : now),
    body: body.slice(0, BODY_KEPT),
  });
}

function readErrorBody(body: string): { code: string | null; message: string | null; fromApi: boolean } {
  try {
    const parsed = wireError.safeParse(JSON.parse(body));
    if (!parsed.success) return { code: null, message: null, fromApi: false };
    const { name, message, error } = parsed.data;
    const code = parsed.data.code ?? name;
    return { code: code === undefined ? null : String(code), message: message ?? error ?? null, fromApi: code !== undefined || message !== undefined || error !== undefined };
  } catch {
    // Storage spells its tags one way; proxies write `title` in either letter case, some with attributes and line breaks.
    const code = found(/<Code>([^<]*)<\/Code>/, body);
    const message = found(/<Message>([^<]*)<\/Message>/, body) ?? found(/<title[^<>]*>([^<]*)<\/title>/i, body);
    return { code, message, fromApi: false };
  }
}

function found(pattern: RegExp, body: string): string | null {
  const text = pattern.exec(body)?.[1]?.trim() ?? '';
  return text === '' ? null : text;
}

// A timer set for more than some 24 days fires at once.
const LONGEST_WAIT_MS = 24 * 3_600_000;

/**
 * Reads a Retry-After header, seconds or an HTTP date, into ms from `now` (ms epoch, by the clock
 * that the server goes by: the answer's own `Date`), 0 to one day;
 * null when absent or unreadable.
 */
export function retryAfterOf(header: string | null, now: number): number | null {
  const value = header?.trim() ?? '';
  const ms = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1_000 : httpDate(value) - now;
  return Number.isNaN(ms) ? null : Math.min(LONGEST_WAIT_MS, Math.max(0, ms));
}

// Date.parse takes nearly anything with a digit in it ("-5" is a day in 2001); an HTTP date starts with its weekday.
function httpDate(value: string): number {
  return /^(mon|tue|wed|thu|fri|sat|sun)/i.test(value) ? Date.parse(value) : Number.NaN;
}
