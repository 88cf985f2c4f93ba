// Requests in a pipeline: each gets its own answer, in its turn, or none.
import { connect } from 'node:net';

import { expect, test } from 'vitest';

import { sendJson, startRawPlatform, startTestPlatform } from '../testing/test-platform.ts';
import { startTestPort } from '../testing/test-port.ts';
import { raw } from '../testing/test-raw.ts';

const SLOW = 'POST /api/v1/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}';
// The list: a detail is read whole before any of it goes on.
const get = (page: string, more = ''): string => `GET /api/v1/jobs?page=${page} HTTP/1.1\r\nHost: 127.0.0.1\r\n${more}\r\n`;
const CONNECT = 'CONNECT evil.example:22 HTTP/1.1\r\nHost: evil.example\r\n\r\n';
const LAST = get('last', 'Connection: close\r\n');
/** At least 5 ms each, and a turn of the event loop: time enough for what is on its way, however busy the machine is. */
async function loopTurns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
}

const statusesOf = (answer: string): readonly string[] => (answer.match(/HTTP\/1\.1 \d+/g) ?? []).map((line) => line.slice(-3));

test.each([
  ['shorter than it says', { 'content-length': '100' }],
  ['in chunks without an end', {}],
])('an answer that breaks off behind a slow one, %s, is cut, never taken for a whole one, and leaves nobody waiting', async (_name, headers) => {
  await using platform = await startRawPlatform((request, response) => {
    if (request.method === 'POST') return void loopTurns(40).then(() => sendJson(response, 201, { jobId: '7' }));
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).write('{"a":1');
    void loopTurns(10).then(() => response.destroy());
  });
  const answer = await raw(await startTestPort(platform.url), SLOW + get('7') + LAST);
  expect(answer).toContain('{"jobId":"7"}');
  expect(statusesOf(answer)).toEqual(['201', '200']);
  expect(answer).toMatch(/\{"a":1(?:\r\n)?$/);
});

test('an answer that breaks off before a CONNECT, and a client that goes away after one, do not end the process', async () => {
  await using platform = await startRawPlatform((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{"a":1');
    void loopTurns(10).then(() => response.destroy());
  });
  const port = await startTestPort(platform.url);
  // An error without a listener would fail this run.
  expect(statusesOf(await raw(port, get('1') + CONNECT))).toEqual(['200']);
  await new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(CONNECT, () => resolve(void socket.resetAndDestroy())));
  });
  expect(statusesOf(await raw(port, CONNECT))).toEqual(['405']);
});

test('a request is begun once the answer before it is over, and not on a connection that is gone', async () => {
  const order: string[] = [];
  await using platform = await startRawPlatform(async (request, response) => {
    order.push(`${request.method} begun`);
    const breaks = request.url === '/api/v1/jobs?page=broken';
    if (breaks) response.writeHead(200, { 'content-type': 'application/json', 'content-length': '9' }).write('{');
    await loopTurns(10);
    order.push(`${request.method} over`);
    if (breaks) response.destroy();
    else sendJson(response, 200, {});
  });
  const port = await startTestPort(platform.url);
  expect(statusesOf(await raw(port, SLOW + LAST))).toEqual(['200', '200']);
  expect(order).toEqual(['POST begun', 'POST over', 'GET begun', 'GET over']);
  expect(statusesOf(await raw(port, get('broken') + SLOW))).toEqual(['200']);
  expect(order.slice(4)).toEqual(['GET begun', 'GET over']);
});

test('what follows a wish for another protocol, which Node loses, is not waited for: the connection ends with its answer', async () => {
  await using platform = await startTestPlatform((response) => sendJson(response, 200, {}));
  const answer = await raw(await startTestPort(platform.url), get('1') + get('2', 'Connection: Upgrade\r\nUpgrade: websocket\r\n') + LAST);
  expect(statusesOf(answer)).toEqual(['200', '200']);
  expect(answer.match(/connection: close/gi)).toHaveLength(1);
});

test.each([
  ['what is no request is cut off', '\u0000 and more\r\n\r\n', []],
  ['a CONNECT is refused', CONNECT, ['405']],
  ['a broken chunk is refused', 'POST /api/v1/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', ['400']],
])('behind requests that came whole %s, after their answers', async (_name, text, refusal) => {
  await using platform = await startTestPlatform((response) => void setTimeout(() => sendJson(response, 200, {}), 50));
  const answer = await raw(await startTestPort(platform.url), SLOW + get('2') + text);
  expect(statusesOf(answer)).toEqual(['200', '200', ...refusal]);
  expect(platform.received.map(({ method }) => method)).toEqual(['POST', 'GET']);
});

test('what comes after a request to close is not looked at', async () => {
  await using platform = await startTestPlatform((response) => sendJson(response, 200, {}));
  expect(statusesOf(await raw(await startTestPort(platform.url), LAST + SLOW))).toEqual(['200']);
  expect(platform.received.map(({ method }) => method)).toEqual(['GET']);
});

test('the word to go on comes in its turn', async () => {
  await using platform = await startTestPlatform((response) => void setTimeout(() => sendJson(response, 200, {}), 30));
  const expecting = SLOW.replace('\r\n\r\n', '\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n');
  expect(statusesOf(await raw(await startTestPort(platform.url), SLOW + expecting))).toEqual(['200', '100', '200']);
});
