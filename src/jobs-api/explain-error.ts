import { ACCOUNT_CHANGED } from './account-header.ts';
import { HttpError, NetworkError, ProtocolError, TimeoutError } from './errors.ts';

/** The way out of a problem that the page offers as its first button. */
export type WayOut = 'sign-in' | 'retry' | 'refresh' | 'none';

/** A problem in words a person can act on. */
export interface Explanation {
  /** What happened, as a short sentence without a full stop. */
  readonly title: string;
  /** What it means for the person and what to do next. */
  readonly advice: string;
  readonly wayOut: WayOut;
  /** What the server said itself, as it came; null when it said nothing of use. What the page found is part of `advice`. */
  readonly said: string | null;
}

/** Puts any thrown value into words: one wording for each status of wire format section 3, and each way to fail. */
export function explainError(error: unknown): Explanation {
  if (error instanceof HttpError) return { ...explainStatus(error), said: saidBy(error) };
  if (error instanceof NetworkError) {
    return { title: 'No connection to the server', advice: 'Check the network. Nothing is lost; this goes on when the connection is back.', wayOut: 'retry', said: null };
  }
  if (error instanceof TimeoutError) {
    return { title: 'The server took too long to answer', advice: `${error.message} It may be busy. Try again in a moment.`, wayOut: 'retry', said: null };
  }
  if (error instanceof ProtocolError) {
    return { title: 'The server answered something unexpected', advice: `${error.message} Try again. If it stays, a proxy may be in the way, or the platform has changed.`, wayOut: 'retry', said: null };
  }
  const cause = error instanceof Error && error.message !== '' ? ` The cause: ${error.message.replace(/\.$/, '')}.` : '';
  return { title: 'Something went wrong in this page', advice: `Try again, or reload the page. What was uploaded is kept.${cause}`, wayOut: 'refresh', said: null };
}

function explainStatus(error: HttpError): Omit<Explanation, 'said'> {
  const wait = error.retryAfterMs === null ? 'in a moment' : `in ${Math.max(1, Math.ceil(error.retryAfterMs / 1_000))} s`;
  if (isOutOfCredit(error)) {
    return { title: 'Not enough credits', advice: 'Top up the account, then go on. Nothing was charged for this.', wayOut: 'retry' };
  }
  if (error.code === ACCOUNT_CHANGED) {
    return { title: 'Another account is signed in', advice: 'This browser signed in with another key meanwhile. What waits here is kept until you sign in with this one again.', wayOut: 'sign-in' };
  }
  if (isPlanLimit(error)) {
    return { title: 'The limit of the plan is reached', advice: `This is no lack of credits. Try again ${wait === 'in a moment' ? 'later' : wait}, or ask the account owner for a larger plan.`, wayOut: 'retry' };
  }
  if (isAlreadyFinalized(error)) {
    return { title: 'The job is finalized already', advice: 'The platform has taken it in. Nothing is to be done; refresh to see where it stands.', wayOut: 'refresh' };
  }
  if (isSignedOut(error)) {
    return { title: 'The API key is not accepted', advice: 'Sign in again with a valid key. Files that wait are kept.', wayOut: 'sign-in' };
  }
  switch (error.code === 'IAM002' ? 403 : error.status) {
    case 400:
      return { title: 'The server refused the request', advice: 'Check the file and its task type, then try again.', wayOut: 'retry' };
    case 403:
      return { title: 'The API key does not allow this', advice: 'Sign in with a key that has the permission, or ask the account owner for it.', wayOut: 'sign-in' };
    case 404:
    case 410:
      if (!isGone(error)) return { title: 'The server does not know this address', advice: 'The answer is not the platform’s own: a proxy may be in the way. Nothing is lost. Try again in a moment.', wayOut: 'retry' };
      return { title: 'The job does not exist', advice: 'It may have been deleted, or it belongs to another account.', wayOut: 'refresh' };
    case 408:
    case 504:
      return { title: 'The server took too long to answer', advice: 'It may be busy. Try again in a moment.', wayOut: 'retry' };
    case 409:
      return { title: 'The job has moved on', advice: 'It is already processing or done, so this is no longer possible.', wayOut: 'refresh' };
    case 413:
      return { title: 'The request is too large', advice: 'Send fewer or smaller files.', wayOut: 'none' };
    case 422:
      return { title: 'The job is not in a state that allows this', advice: 'Refresh to see where it stands.', wayOut: 'refresh' };
    case 429:
      return { title: 'Too many requests', advice: `The server asks to slow down. Try again ${wait}.`, wayOut: 'retry' };
    default:
      return error.status >= 500
        ? { title: `The server has a problem (${error.status})`, advice: `Nothing is lost. Try again ${wait}.`, wayOut: 'retry' }
        : { title: `The server refused the request (${error.status})`, advice: 'Try again; if it stays, tell the account owner what it said.', wayOut: 'retry' };
  }
}

/** Whether the account cannot pay: status 402, or the codes of older answers (wire format, section 5.5). */
export function isOutOfCredit(error: unknown): boolean {
  return error instanceof HttpError && (error.status === 402 || error.code === 'U007');
}

/** Whether a limit of the plan or of calls is reached, which is no lack of credits (wire format, section 6.3), at whatever status. */
export function isPlanLimit(error: unknown): boolean {
  return error instanceof HttpError && error.code === 'AA001';
}

/** Whether a finalize was refused because the job is finalized: success (wire format, section 6.3). "Not found or finalized" is not enough. */
export function isAlreadyFinalized(error: unknown): boolean {
  if (!(error instanceof HttpError)) return false;
  const said = `${error.code ?? ''} ${error.message}`;
  return /already[ _-]?(been[ _-])?finali[sz]ed/i.test(said) && !/not[ _-]?found|exist/i.test(said);
}

/**
 * Whether the API itself says that a job does not exist. A 404 or 410 without a JSON error body is a proxy's or an ingress's, and
 * says nothing of the job: whoever asks must ask again.
 */
export function isGone(error: unknown): boolean {
  return error instanceof HttpError && (((error.status === 404 || error.status === 410) && error.fromApi) || error.code === 'JOB_NOT_FOUND');
}

/** Whether the key is not, or no longer, accepted; also when that comes with status 403 (wire format, section 6.3). */
export function isSignedOut(error: unknown): boolean {
  return error instanceof HttpError && (error.status === 401 || error.code === 'IAM001');
}

function saidBy(error: HttpError): string | null {
  if (error.body.trim() === '') return null;
  return error.code === null ? error.message : `${error.code}: ${error.message}`;
}
