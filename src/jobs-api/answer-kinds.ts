import { isGone } from './explain-error.ts';
import { HttpError, JobsApiError, NetworkError, TimeoutError } from './errors.ts';

/** Whether an error status comes with a page, or a 404 or 410 without an error of the API: a proxy wrote it, and the platform may know nothing of the call. */
export function isProxyPage(error: unknown): boolean {
  if (!(error instanceof HttpError)) return false;
  return /^\s*(<!doctype html|<html|<head|<body)/i.test(error.body) || ((error.status === 404 || error.status === 410) && !isGone(error));
}

/** Whether an answer leaves open whether a call was carried out: none at all, a server's own trouble, or a proxy's page. */
export function isUnclear(error: unknown): boolean {
  if (!(error instanceof HttpError)) return error instanceof JobsApiError;
  return error.status >= 500 || error.status === 408 || error.status === 429 || isProxyPage(error);
}

/** An answer in words for people: "200 OK" is "done", "409 UPLOAD_ALREADY_FINALIZED", "no answer within 30 s". Holds no address. */
export function answerInWords(error: unknown): string {
  if (error instanceof HttpError) return `${error.status} ${isProxyPage(error) ? 'with a web page instead of an answer' : (error.code ?? error.message)}`;
  if (error instanceof TimeoutError) return 'no answer in time';
  if (error instanceof NetworkError) return 'no answer: the connection was lost';
  if (error instanceof DOMException && error.name === 'AbortError') return 'no answer: the page stopped waiting';
  return error instanceof Error ? error.message : 'no answer that can be read';
}
