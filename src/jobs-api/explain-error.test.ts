import { expect, test } from 'vitest';
import { HttpError, NetworkError, ProtocolError, TimeoutError, httpErrorOf } from './errors.ts';
import { explainError, isOutOfCredit, isSignedOut } from './explain-error.ts';
import { deployed } from './fixtures/deployed.ts';
import { documented } from './fixtures/documented.ts';

const http = (status: number, body: unknown = '', headers: HeadersInit = {}) => httpErrorOf(status, new Headers(headers), typeof body === 'string' ? body : JSON.stringify(body), 0);

const PROBLEMS = [
  http(400), http(401), http(402), http(403), http(404), http(409), http(413), http(418), http(422), http(429), http(500), http(504),
  new NetworkError('x'), new ProtocolError('x', null), new TypeError('x'),
  http(401, { code: 'ACCOUNT_CHANGED', message: 'x' }),
];

test('every problem has words of its own', () => {
  const explanations = PROBLEMS.map((problem) => explainError(problem));
  expect(new Set(explanations.map(({ title }) => title)).size).toBe(PROBLEMS.length);
  expect(explanations.every(({ advice }) => advice.endsWith('.'))).toBe(true);
});

test.each([
  [http(401), 'sign-in'], [http(403), 'sign-in'], [http(402), 'retry'], [http(404), 'refresh'], [http(409), 'refresh'], [http(422), 'refresh'],
  [http(413), 'none'], [http(429), 'retry'], [http(503), 'retry'], [new NetworkError('x'), 'retry'], [new TimeoutError('x'), 'retry'],
] as const)('the way out of %o is %s', (problem, wayOut) => {
  expect(explainError(problem).wayOut).toBe(wayOut);
});

test('a gateway that waited in vain is explained as a timeout is', () => {
  const { title } = explainError(new TimeoutError('x'));
  expect(explainError(http(504)).title).toBe(title);
  expect(explainError(http(408)).title).toBe(title);
});

test.each([['90', 'in 90 s'], ['0.2', 'in 1 s'], ['junk', 'in a moment']])('when to try again, by Retry-After %s: %s', (header, words) => {
  for (const status of [429, 503]) expect(explainError(http(status, '', { 'Retry-After': header })).advice).toContain(words);
});

test('what the server said is passed on', () => {
  expect(explainError(http(404, documented.errors.jobNotFound)).said).toBe('JOB_NOT_FOUND: Job not found');
  expect(explainError(http(502, '<title>Bad Gateway</title>')).said).toBe('Bad Gateway');
  expect(explainError(http(500)).said).toBeNull();
});

test('no credit and no sign-in are known by status, and by the codes of older answers', () => {
  const { noCredits, quotaExceeded, unauthenticated } = deployed.errors;
  const errors = [http(402), http(403, noCredits), http(400, quotaExceeded), http(401), http(400, unauthenticated), http(403), new NetworkError('x')];
  expect(errors.map(isOutOfCredit)).toEqual([true, true, true, false, false, false, false]);
  expect(errors.map(isSignedOut)).toEqual([false, false, false, true, true, false, false]);
  expect(explainError(http(403, noCredits)).title).toBe(explainError(http(402)).title);
});

test.each([[undefined], [null], ['text'], [{ status: 401 }]])('a thrown %j, which is no error, is explained all the same', (thrown) => {
  expect(explainError(thrown)).toMatchObject({ title: 'Something went wrong in this page', said: null });
  expect(thrown).not.toBeInstanceOf(HttpError);
});
