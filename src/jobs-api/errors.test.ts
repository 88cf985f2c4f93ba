import { fc } from './testing/fast-check.ts';
import { describe, expect, test } from 'vitest';
import { HttpError, NetworkError, ProtocolError, TimeoutError, httpErrorOf, retryAfterOf } from './errors.ts';
import { deployed } from './fixtures/deployed.ts';
import { documented } from './fixtures/documented.ts';

const NOW = Date.parse('2026-03-01T10:00:00.000Z');
const DAY = 24 * 3_600_000;
const read = (status: number, body: string, headers: HeadersInit = {}) => httpErrorOf(status, new Headers(headers), body, NOW);

test.each(Object.values(documented.errors))('documented: $code', (error) => {
  expect(read(error.statusCode, JSON.stringify(error))).toMatchObject({ kind: 'http', status: error.statusCode, code: error.code, message: error.message, retryAfterMs: null });
});

test.each([[401, deployed.errors.unauthenticated], [403, deployed.errors.notPermitted], [403, deployed.errors.quotaExceeded], [402, deployed.errors.noCredits]])('deployed: %i %o', (status, error) => {
  expect(read(status, JSON.stringify(error))).toMatchObject({ status, ...error });
});

const S3_EXPIRED = '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Request has expired</Message><X-Amz-Expires>3600</X-Amz-Expires></Error>';
const CLOUDFRONT = '<!DOCTYPE HTML>\n<HTML><HEAD>\n<TITLE>ERROR: The request could not be satisfied</TITLE>\n</HEAD><BODY>504</BODY></HTML>';

test.each([
  ['a proxy page', '<html><head><title>502 Bad Gateway</title></head></html>', null, '502 Bad Gateway'],
  ['a page in capitals', CLOUDFRONT, null, 'ERROR: The request could not be satisfied'],
  ['a title over several lines', '<html><title lang="en">\n  Busy\n</title>', null, 'Busy'],
  ['a page with an empty title', '<html><title></title>', null, 'The server answered 502.'],
  ['a page without a title', '<html><body>no</body></html>', null, 'The server answered 502.'],
  ['storage XML', S3_EXPIRED, 'AccessDenied', 'Request has expired'],
  ['plain text', 'upstream connect error', null, 'The server answered 502.'],
  ['an empty body', '', null, 'The server answered 502.'],
  ['cut JSON', '{"code":"INTERNAL","mess', null, 'The server answered 502.'],
  ['a JSON array', '[{"code":"X"}]', null, 'The server answered 502.'],
  ['a JSON number', '502', null, 'The server answered 502.'],
  ['JSON null', 'null', null, 'The server answered 502.'],
  ['a code that is a number', '{"code":1042,"message":"No"}', '1042', 'No'],
  ['fields of odd types', '{"code":{},"message":["No"]}', null, 'The server answered 502.'],
  ['an empty code and message', '{"code":"","message":""}', null, 'The server answered 502.'],
  ['a name in place of a code', '{"name":"UPLOAD_ALREADY_FINALIZED","message":"Upload already finalized"}', 'UPLOAD_ALREADY_FINALIZED', 'Upload already finalized'],
  ['a code beside a name', '{"code":"AA001","name":"QuotaError","message":"No"}', 'AA001', 'No'],
  ['a message named error', '{"error":"Bad Gateway"}', null, 'Bad Gateway'],
])('%s: what it says is used, and the body kept', (_name, body, code, message) => {
  expect(read(502, body)).toMatchObject({ status: 502, code, message, body });
});

test('of a long body, 2,000 characters are kept', () => {
  expect(read(500, 'x'.repeat(5_000)).body).toBe('x'.repeat(2_000));
});

describe('Retry-After', () => {
  test.each([
    ['7', 7_000], ['0', 0], [' 1.5 ', 1_500],
    ['Sun, 01 Mar 2026 10:00:30 GMT', 30_000], ['Sunday, 01-Mar-26 10:00:30 GMT', 30_000], ['Sun, 01 Mar 2026 09:00:00 GMT', 0],
    ['31536000', DAY], ['9'.repeat(400), DAY], ['Sun, 01 Mar 2076 10:00:00 GMT', DAY],
    ['soon', null], ['soon 5', null], ['-5', null], ['1,5', null], ['1e3', null], ['0x10', null], ['Infinity', null], ['Sunday', null], ['', null], [' ', null],
  ])('%j is %j ms', (header, ms) => {
    expect(retryAfterOf(header, NOW)).toBe(ms);
    expect(read(429, '', { 'Retry-After': header }).retryAfterMs).toBe(ms);
  });

  test('a date is measured by the answer’s own Date, however wrong this clock is', () => {
    const headers = { Date: 'Thu, 05 Mar 2026 08:00:00 GMT', 'Retry-After': 'Thu, 05 Mar 2026 08:00:30 GMT' };
    expect(read(429, '', headers).retryAfterMs).toBe(30_000);
    expect(read(429, '', { ...headers, Date: 'junk' }).retryAfterMs).toBe(DAY);
  });

  test('no header is no wish', () => expect(retryAfterOf(null, NOW)).toBeNull());
});

test('every cause can be told apart by its kind', () => {
  const errors = [read(500, ''), new NetworkError('x'), new TimeoutError('x'), new ProtocolError('x', null)];
  expect(errors.map((error) => error.kind)).toEqual(['http', 'network', 'timeout', 'protocol']);
  expect(errors.map((error) => error.name)).toEqual(['HttpError', 'NetworkError', 'TimeoutError', 'ProtocolError']);
});

test('reading an error body never throws, and always has something to say', () => {
  const fields = fc.dictionary(fc.constantFrom('code', 'message', 'error', 'statusCode', '__proto__'), fc.jsonValue()).map((value) => JSON.stringify(value));
  const markup = fc.array(fc.constantFrom('<', '>', '/', '<Code>', '</Code>', '<Message>', '</Message>', '<title', '</title>', 'é', '\n', '&amp;'), { maxLength: 30 }).map((parts) => parts.join(''));
  const body = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fields, markup, fc.constantFrom('['.repeat(100_000), '<Code>'.repeat(20_000), '<title '.repeat(2_000)));
  fc.assert(
    fc.property(fc.integer({ min: 400, max: 599 }), body, fc.option(fc.string()), (status, text, retryAfter) => {
      const error = read(status, text, retryAfter === null ? {} : { 'Retry-After': retryAfter });
      expect(error).toBeInstanceOf(HttpError);
      expect(error.status).toBe(status);
      expect(error.message).not.toBe('');
      expect(error.code).not.toBe('');
      expect(error.body).toBe(text.slice(0, 2_000));
      if (error.retryAfterMs !== null) expect(error.retryAfterMs >= 0 && error.retryAfterMs <= DAY).toBe(true);
    }),
    { numRuns: 500 },
  );
});
