import { expect, test } from 'vitest';
import { HttpError, NetworkError, ProtocolError, TimeoutError, httpErrorOf } from './errors.ts';
import { explainError, isAlreadyFinalized, isGone, isOutOfCredit, isPlanLimit, isSignedOut } from './explain-error.ts';
import { deployed } from './fixtures/deployed.ts';
import { documented } from './fixtures/documented.ts';

const http = (status: number, body: unknown = '', headers: HeadersInit = {}) => httpErrorOf(status, new Headers(headers), typeof body === 'string' ? body : JSON.stringify(body), 0);

const PROBLEMS = [
  http(400), http(401), http(402), http(403), http(404), http(404, documented.errors.jobNotFound), http(409), http(429, deployed.errors.quotaExceeded), http(409, { name: 'UPLOAD_ALREADY_FINALIZED', message: 'x' }), http(413), http(418), http(422), http(429), http(500), http(504),
  new NetworkError('x'), new ProtocolError('x', null), new TypeError('x'),
  http(401, { code: 'ACCOUNT_CHANGED', message: 'x' }),
];

test('every problem has words of its own', () => {
  const explanations = PROBLEMS.map((problem) => explainError(problem));
  expect(new Set(explanations.map(({ title }) => title)).size).toBe(PROBLEMS.length);
  expect(explanations.every(({ advice }) => advice.endsWith('.'))).toBe(true);
});

test.each([
  [http(401), 'sign-in'], [http(403), 'sign-in'], [http(402), 'retry'], [http(404, documented.errors.jobNotFound), 'refresh'], [http(404, '<h1>Not found</h1>'), 'retry'], [http(409), 'refresh'], [http(422), 'refresh'],
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
  expect(explainError(http(404, documented.errors.jobNotFound)).said).toBe('JOB_NOT_FOUND: Job with ID 469 does not exist');
  expect(explainError(http(502, '<title>Bad Gateway</title>')).said).toBe('Bad Gateway');
  expect(explainError(http(500)).said).toBeNull();
});

test('what the page found itself is never said to be the server’s words', () => {
  const found = [new TimeoutError('No full answer within 40 s.'), new ProtocolError('The answer is not JSON.', ''), new TypeError('x is not a function'), new NetworkError('No answer from the server.')];
  expect(found.map((error) => explainError(error).said)).toEqual([null, null, null, null]);
  expect(found.map((error) => explainError(error).advice)).toEqual([
    'No full answer within 40 s. It may be busy. Try again in a moment.',
    expect.stringContaining('The answer is not JSON. Try again.'), expect.stringContaining('The cause: x is not a function.'), expect.any(String),
  ]);
});

test('no credit and no sign-in are known by status, and by the codes of older answers', () => {
  const { noCredits, quotaExceeded, unauthenticated } = deployed.errors;
  const errors = [http(402), http(403, noCredits), http(400, quotaExceeded), http(401), http(400, unauthenticated), http(403), new NetworkError('x')];
  expect(errors.map(isOutOfCredit)).toEqual([true, true, false, false, false, false, false]);
  expect(errors.map(isSignedOut)).toEqual([false, false, false, true, true, false, false]);
  expect(errors.map(isPlanLimit)).toEqual([false, false, true, false, false, false, false]);
  expect(explainError(http(403, noCredits)).title).toBe(explainError(http(402)).title);
});

test.each([403, 429])('AA001 at %i is a limit of the plan, not a lack of credits', (status) => {
  const { title, advice } = explainError(http(status, deployed.errors.quotaExceeded, { 'Retry-After': '90' }));
  expect(title).toBe('The limit of the plan is reached');
  expect(advice).toContain('in 90 s');
});

test('IAM001 at 403 is not signed in; IAM002 is not permitted at any status', () => {
  expect(explainError(http(403, deployed.errors.unauthenticated))).toMatchObject({ title: explainError(http(401)).title, wayOut: 'sign-in' });
  expect(explainError(http(400, deployed.errors.notPermitted)).title).toBe(explainError(http(403)).title);
});

test.each([
  ['the platform’s own', http(404, documented.errors.jobNotFound), true], ['by name', http(404, { name: 'NotFound', message: 'Job not found' }), true],
  ['its code at another status', http(400, documented.errors.jobNotFound), true],
  ['410 of the platform', http(410, { code: 'GONE', message: 'The job was deleted' }), true], ['410 of a proxy', http(410, '<html>gone</html>'), false],
  ['a proxy’s page', http(404, '<html><title>404 Not Found</title></html>'), false], ['nothing', http(404), false], ['storage’s XML', http(404, '<Error><Code>NoSuchKey</Code></Error>'), false],
  ['JSON that is no error', http(404, '[]'), false], ['JSON without a word', http(404, {}), false], ['another status', http(403, documented.errors.forbidden), false], ['no answer', new NetworkError('x'), false],
])('whether a 404 says that the job is gone: %s', (_name, error, gone) => expect(isGone(error)).toBe(gone));

test('a second finalize is known by its name', () => {
  expect([http(409, { name: 'UPLOAD_ALREADY_FINALIZED', message: 'x' }), http(409)].map(isAlreadyFinalized)).toEqual([true, false]);
});

test.each([[undefined], [null], ['text'], [{ status: 401 }]])('a thrown %j, which is no error, is explained all the same', (thrown) => {
  expect(explainError(thrown)).toMatchObject({ title: 'Something went wrong in this page', said: null });
  expect(thrown).not.toBeInstanceOf(HttpError);
});
