// What a platform gone bad can do with the frames of its answers.
import { gzipSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import { startTestPort } from './testing/test-port.ts';
import { raw, request, startBytePlatform } from './testing/test-raw.ts';

const json = (body: string): string => `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

describe.each(['in one piece with it', 'while the connection waits for its next use'])('an answer of somebody else’s, sent after an answer %s, reaches nobody', (when) => {
  test.each([
    ['204', 'GET', 204, 'HTTP/1.1 204 No Content\r\n\r\n'],
    ['204 with a length', 'GET', 204, 'HTTP/1.1 204 No Content\r\nContent-Length: 90\r\n\r\n'],
    ['304', 'GET', 304, 'HTTP/1.1 304 Not Modified\r\nETag: "e"\r\n\r\n'],
    ['HEAD', 'HEAD', 200, 'HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n'],
    ['a length that is too short', 'GET', 200, json('{}')],
    ['chunks', 'GET', 200, 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n'],
  ])('%s', async (_name, method, status, first) => {
    const smuggled = json('{"evil":true}');
    await using platform = await startBytePlatform((socket, target) => {
      if (target !== '/api/v1/jobs/first') return void socket.write(json(JSON.stringify(target)));
      socket.write(when.startsWith('in one') ? first + smuggled : first);
      if (!when.startsWith('in one')) setTimeout(() => socket.write(smuggled), 30);
    });
    const origin = `http://127.0.0.1:${await startTestPort(platform.url)}/api/v1/jobs`;
    const answer = await fetch(`${origin}/first`, { method, headers: { 'if-none-match': '"e"' } });
    expect(answer.status).toBe(status);
    await answer.text();
    await pause(100);
    for (const id of ['second', 'third']) expect(await (await fetch(`${origin}/${id}`)).json()).toBe(`/api/v1/jobs/${id}`);
  });
});

test.each([
  ['205, time and again', 'HTTP/1.1 205 Reset Content\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n'],
  ['a status of 600', 'HTTP/1.1 600 X\r\nContent-Length: 2\r\n\r\n{}'],
  ['a status of 099', 'HTTP/1.1 099 X\r\nContent-Length: 2\r\n\r\n{}'],
  ['a length in base 16', 'HTTP/1.1 200 OK\r\nContent-Length: 0x2\r\n\r\n{}'],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}'],
  ['a chunk size that is no number', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n'],
  ['interim answers without an end', 'HTTP/1.1 102 Processing\r\n\r\n'.repeat(1000)],
])('%s: a 502 in the documented shape, and room for the next call', async (_name, text) => {
  await using platform = await startBytePlatform((socket, target) => void socket.write(target.endsWith('/good') ? json('{}') : text));
  const origin = `http://127.0.0.1:${await startTestPort(platform.url)}/api/v1/jobs`;
  // As many as one account may have under way, and some more.
  const statuses = await Promise.all(Array.from({ length: 70 }, async () => {
    const answer = await fetch(origin);
    expect(await answer.json()).toMatchObject({ statusCode: answer.status });
    return answer.status;
  }));
  expect(new Set(statuses)).toEqual(new Set([502]));
  expect((await fetch(`${origin}/good`)).status).toBe(200);
}, 20_000);

test('a length that is too long is a cut, never a whole answer', async () => {
  await using platform = await startBytePlatform((socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{}'));
  const answer = await fetch(`http://127.0.0.1:${await startTestPort(platform.url)}/api/v1/jobs`);
  await expect(answer.text()).rejects.toThrow('terminated');
});

test('trailers of an answer stay here', async () => {
  await using platform = await startBytePlatform((socket) => void socket.write('HTTP/1.1 200 OK\r\nTrailer: Set-Cookie\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nSet-Cookie: a=b\r\n\r\n'));
  const answer = await raw(await startTestPort(platform.url), request(['TE: trailers'], '', 'GET /api/v1/jobs HTTP/1.1'));
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).not.toMatch(/set-cookie|trailer/i);
});

test('a packed bomb goes through as it came: nothing is unpacked here, asked for or not', async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 ** 2, ' ')).toString('latin1');
  await using platform = await startBytePlatform((socket) => void socket.write(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n${bomb}`, 'latin1'));
  const port = await startTestPort(platform.url);
  for (const target of ['/api/v1/jobs', '/api/v1/jobs/7']) {
    const answer = await raw(port, request([], '', `GET ${target} HTTP/1.1`));
    expect(answer).toMatch(/content-encoding: gzip/i);
    expect(answer.slice(answer.indexOf('\r\n\r\n') + 4)).toHaveLength(bomb.length);
  }
});

const KEPT_HERE = ['Set-Cookie: a=b', 'Location: /x', 'Link: </x.js>; rel=preload', 'Refresh: 0;url=/', 'Clear-Site-Data: "*"', 'Service-Worker-Allowed: /', 'NEL: {}', 'Report-To: {}', 'Reporting-Endpoints: a="https://evil.example"', 'Alt-Svc: h3=":443"', 'Accept-CH: x', 'Speculation-Rules: "/x"', 'Origin-Agent-Cluster: ?1', 'SourceMap: /x', 'WWW-Authenticate: Basic', 'Access-Control-Allow-Origin: *', 'Vary: *'];
const head = (headers: readonly string[], status = '200 OK'): string => [`HTTP/1.1 ${status}`, ...headers, '', ''].join('\r\n');
const JSON_OF_2 = ['Content-Type: application/json', 'Content-Length: 2'];
const CHUNKED = ['Content-Type: application/json', 'Transfer-Encoding: chunked'];

test.each([
  ['headers that steer a browser', `${head([...KEPT_HERE, ...JSON_OF_2])}{}`, 200],
  ['the same in an interim answer', `${head(KEPT_HERE, '103 Early Hints')}${head(JSON_OF_2)}{}`, 200],
  ['a second type', `${head(['Content-Type: application/json', 'Content-Type: text/html', 'Content-Length: 2'])}{}`, 200],
  ['3,000 headers', `${head([...Array.from({ length: 3000 }, () => 'X: y'), ...JSON_OF_2])}{}`, 200],
  ['a header of 70 kB', `${head([`X: ${'y'.repeat(70_000)}`, ...JSON_OF_2])}{}`, 502],
  ['a chunk that carries 200 kB beside its bytes', `${head(CHUNKED)}2;a=${'x'.repeat(200_000)}\r\n{}\r\n0\r\n\r\n`, 502],
])('%s: no page, no header that is not listed', async (_name, text, status) => {
  await using platform = await startBytePlatform((socket) => void socket.write(text));
  const answer = await raw(await startTestPort(platform.url), request([], '', 'GET /api/v1/jobs HTTP/1.1'));
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
  const headers = answer.slice(0, answer.indexOf('\r\n\r\n'));
  expect(headers).not.toMatch(/evil|text\/html|^(?:set-cookie|location|link|refresh|clear-site-data|service-worker-allowed|nel|report|alt-svc|accept-ch|speculation|origin-agent|sourcemap|www-auth|access-control|x:)/im);
  expect(headers).toMatch(/^content-security-policy: sandbox; default-src 'none'/im);
  expect(headers).toMatch(/^vary: Authorization, Cookie\r?$/im);
});
