// What HTTP has that a caller of an API has no use for: each is carried out as it is meant, or refused in the documented shape.
import { describe, expect, test } from 'vitest';

import { sendJson, startRawPlatform, startTestPlatform } from './testing/test-platform.ts';
import { startTestPort } from './testing/test-port.ts';
import { raw, request } from './testing/test-raw.ts';

const get = (target: string, lines: readonly string[] = [], version = '1.1'): string => request(lines, '', `GET ${target} HTTP/${version}`);
const CHUNKS = '2\r\n{}\r\n0\r\n\r\n';

describe('refused in the documented shape, before the platform hears of it', () => {
  test.each([
    ['CONNECT', request([], '', 'CONNECT evil.example:443 HTTP/1.1'), 405],
    ['TRACE', request([], '', 'TRACE /api/v1/jobs HTTP/1.1'), 405],
    ['OPTIONS', request([], '', 'OPTIONS /api/v1/jobs HTTP/1.1'), 405],
    ['QUERY', request([], '', 'QUERY /api/v1/jobs HTTP/1.1'), 405],
    ['an unheard-of method', request([], '', 'FOO /api/v1/jobs HTTP/1.1'), 400],
    ['an expectation nobody can meet', get('/api/v1/jobs', ['Expect: the-moon']), 417],
    ['a coding besides chunks', request(['Transfer-Encoding: gzip, chunked'], CHUNKS), 501],
    ['chunks twice', request(['Transfer-Encoding: chunked, chunked'], CHUNKS), 400],
    ['chunks, then something else', request(['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'], CHUNKS), 400],
    ['a vertical tab before chunked', request(['Transfer-Encoding:\u000bchunked'], CHUNKS), 400],
    ['chunks by HTTP/1.0', request(['Transfer-Encoding: chunked'], CHUNKS, 'POST /api/v1/jobs HTTP/1.0'), 400],
    ['a length twice in a line', request(['Content-Length: 2, 2'], '{}'), 400],
    ['a length in base 16', request(['Content-Length: 0x2'], '{}'), 400],
    ['a length of 23 digits', request(['Content-Length: 99999999999999999999999'], '{}'), 400],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['another scheme', get('ftp://127.0.0.1/api/v1/jobs'), 400],
    ['a scheme without a host', get('http:/api/v1/jobs'), 400],
    ['a script as the target', get('javascript:alert(1)'), 400],
    ['another host in the target', get('http://evil.example/api/v1/jobs'), 421],
    ['bytes beyond ASCII in the path', get('/api/v1/jobs/\u00c3\u00a9'), 400],
    ['bytes beyond ASCII in the query', get('/api/v1/jobs/7?a=\u00ff'), 400],
    ['bytes that are no UTF-8, encoded', get('/api/v1/jobs/%ff%fe'), 404],
    ['an encoding of another time', get('/api/v1/jobs/%u0041'), 404],
    ['a doubly encoded way up', get('/api/v1/jobs/%252e%252e'), 404],
    ['double slashes', get('/api/v1//jobs'), 404],
    ['double slashes before the version', get('/api//v1/jobs'), 404],
    ['double slashes before an id', get('/api/v1/jobs//7'), 404],
    ['a target of 20 kB', get(`/api/v1/jobs/${'a'.repeat(20_000)}`), 431],
    ['2,300 headers', get('/api/v1/jobs', Array.from({ length: 2300 }, () => 'X: y')), 431],
  ])('%s', async (_name, text, status) => {
    await using platform = await startTestPlatform((response) => sendJson(response, 200, {}));
    const answer = await raw(await startTestPort(platform.url), text);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain(`"statusCode":${status}`);
    expect(answer).toContain("content-security-policy: sandbox; default-src 'none'");
    expect(platform.received).toEqual([]);
  });
});

describe('carried out as it is meant', () => {
  test.each([
    ['HTTP/1.0', get('/api/v1/jobs', [], '1.0'), 'GET /api/v1/jobs'],
    ['an absolute target of this host', get('http://127.0.0.1/api/v1/jobs'), 'GET /api/v1/jobs'],
    ['HEAD', request([], '', 'HEAD /api/v1/jobs HTTP/1.1'), 'HEAD /api/v1/jobs'],
    ['a range, which an answer of JSON has none of', get('/api/v1/jobs', ['Range: bytes=0-0']), 'GET /api/v1/jobs'],
    ['a wish for another protocol', get('/api/v1/jobs', ['Upgrade: websocket']), 'GET /api/v1/jobs'],
    ['bytes beyond ASCII in a header', get('/api/v1/jobs', ['Accept-Language: \u00ff']), 'GET /api/v1/jobs'],
    ['a fragment, which stays here', get('/api/v1/jobs/7#x'), 'GET /api/v1/jobs/7'],
  ])('%s', async (_name, text, line) => {
    await using platform = await startTestPlatform((response) => sendJson(response, 200, {}));
    expect(await raw(await startTestPort(platform.url), text)).toMatch(/^HTTP\/1\.1 200 /);
    expect(platform.received.map(({ method, url }) => `${method} ${url}`)).toEqual([line]);
    expect(platform.received[0]?.headers).not.toHaveProperty('range');
  });

  test('trailers stay here: none of them becomes a header or a credential', async () => {
    await using platform = await startRawPlatform(async (incoming, response, received) => {
      incoming.resume();
      await new Promise((resolve) => {
        incoming.once('end', resolve);
      });
      received.push({ method: incoming.method ?? '', url: incoming.url ?? '', headers: { ...incoming.headers, ...incoming.trailers }, body: '' });
      sendJson(response, 200, {});
    });
    const text = request(['Transfer-Encoding: chunked', 'Trailer: Authorization, X-T'], '2;a=b\r\n{}\r\n0\r\nX-T: 1\r\nAuthorization: Bearer api_evil\r\n\r\n');
    expect(await raw(await startTestPort(platform.url), text)).toMatch(/^HTTP\/1\.1 200 /);
    expect(platform.received[0]?.headers).toMatchObject({ authorization: 'Bearer api_shared' });
    for (const name of ['x-t', 'trailer']) expect(platform.received[0]?.headers).not.toHaveProperty(name);
  });
});

test('bytes after a create that came whole do not take the place of its answer', async () => {
  await using platform = await startTestPlatform((response) => void setTimeout(() => sendJson(response, 201, { jobId: '7' }), 100));
  const answer = await raw(await startTestPort(platform.url), 'POST /api/v1/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}\u0000 and what is no HTTP\r\n\r\n');
  expect(platform.received.map(({ body }) => body)).toEqual(['{}']);
  expect(answer).toMatch(/^HTTP\/1\.1 201 /);
  expect(answer).toContain('{"jobId":"7"}');
  expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
});
