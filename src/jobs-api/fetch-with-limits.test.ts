// @vitest-environment node
import { createServer, type ServerResponse } from 'node:http';

import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';

import { createJobsClient } from './client.ts';
import { HttpError, TimeoutError } from './errors.ts';
import { fetchFromStorage } from './fetch-from-storage.ts';
import { fetchWithLimits } from './fetch-with-limits.ts';

let answer: (response: ServerResponse) => unknown;
let closed: Promise<unknown>;
let url: string;
const server = createServer((_request, response) => {
  closed = new Promise((resolve) => response.on('close', resolve));
  answer(response);
});

beforeEach(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/media`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const LIMITS = { headersMs: 300, idleMs: 300 };
const limited = (init: RequestInit = {}) => fetchWithLimits((given) => fetch(url, given), init, LIMITS);
const silence = () => undefined;
const stall = (response: ServerResponse) => response.writeHead(200, { 'Content-Length': '100' }).write('some');
test('a server that never answers is given up, and its connection closed', async () => {
  answer = silence;
  await expect(limited()).rejects.toEqual(new TimeoutError('No answer within 0.3 s.'));
  await closed;
});

test('an answer that stops in the middle is given up, and its connection closed', async () => {
  answer = stall;
  await expect((await limited()).blob()).rejects.toEqual(new TimeoutError('The answer stopped: nothing came for 0.3 s.'));
  await closed;
});

/** Reads an answer that comes in ten pieces, each 299 ms after the one before it by the timers of this process. */
async function readFlowing(ask: () => Promise<Response>): Promise<string> {
  const asked = Promise.withResolvers<ServerResponse>();
  answer = (response) => {
    response.writeHead(200).flushHeaders();
    asked.resolve(response);
  };
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const reader = (await ask()).body?.getReader();
    const response = await asked.promise;
    let text = '';
    for (let piece = 0; piece < 10; piece += 1) {
      const next = reader?.read();
      vi.advanceTimersByTime(299);
      response.write(String(piece));
      text += new TextDecoder().decode((await next)?.value);
    }
    response.end();
    expect((await reader?.read())?.done).toBe(true);
    return text;
  } finally {
    vi.useRealTimers();
  }
}

test('one that flows goes on for longer than either limit', async () => {
  await expect(readFlowing(limited)).resolves.toBe('0123456789');
});

test('a reader that takes its time is no stopped answer', async () => {
  answer = (response) => response.end('all of it');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const response = await limited();
  vi.advanceTimersByTime(5_000);
  await expect(response.text()).resolves.toBe('all of it');
});

test('the answer is the one of fetch: status, headers, bytes, and none where there are none', async () => {
  answer = (response) => response.writeHead(206, { 'Content-Range': 'bytes 0-1/9', 'Content-Type': 'image/png' }).end('ab');
  const part = await limited();
  expect([part.status, part.headers.get('content-range'), (await part.blob()).type]).toEqual([206, 'bytes 0-1/9', 'image/png']);
  answer = (response) => response.writeHead(204).end();
  expect((await limited()).body).toBeNull();
});

test('the caller’s signal ends it with its own reason, before the head and in the middle', async () => {
  const reason = new Error('left the page');
  for (const behaviour of [silence, stall]) {
    answer = behaviour;
    const stop = new AbortController();
    const read = limited({ signal: stop.signal }).then((response) => response.text());
    setTimeout(() => stop.abort(reason), 50);
    await expect(read).rejects.toBe(reason);
  }
});

test('cancelling the body closes the connection', async () => {
  answer = stall;
  await (await limited()).body?.cancel();
  await expect(closed).resolves.toBeUndefined();
});

test('a fetch from storage has the limits too', async () => {
  for (const behaviour of [silence, stall]) {
    answer = behaviour;
    await expect(fetchFromStorage(url, {}, fetch, LIMITS).then((response) => response.blob())).rejects.toBeInstanceOf(TimeoutError);
  }
});

test('a download of the client may take longer than its timeout, but may not stand still for as long', async () => {
  const client = createJobsClient({ baseUrl: '', timeoutMs: 300 });
  await expect(readFlowing(() => client.downloadArtifact(url))).resolves.toBe('0123456789');
  answer = silence;
  await expect(client.downloadArtifact(url)).rejects.toBeInstanceOf(TimeoutError);
  answer = stall;
  await expect(client.downloadArtifact(url).then((response) => response.text())).rejects.toBeInstanceOf(TimeoutError);
});

test('a refusal whose explanation comes drop by drop is told by its status', async () => {
  answer = (response) => {
    response.writeHead(403);
    const drops = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(drops));
  };
  await expect(createJobsClient({ baseUrl: '', timeoutMs: 300 }).downloadArtifact(url)).rejects.toBeInstanceOf(HttpError);
});
