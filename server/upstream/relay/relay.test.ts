import { once } from 'node:events';
import { type ClientRequest, request as httpRequest, type ServerResponse } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { listen, type Listening, nodeListener } from '../../http/listen.ts';
import { createSealedBox } from '../../http/sealed-box.ts';
import { cookieOf, testApp, type TestAppOptions } from '../../testing/test-app.ts';
import { type Received, sendJson, startRawPlatform, startTestPlatform, type TestPlatform } from '../../testing/test-platform.ts';
import { createRelay } from './relay.ts';
import { isAtStorage } from '#src/jobs-api/storage-origin.ts';

const HOUR = 3_600_000;

let storage: TestPlatform;
let platform: TestPlatform;
let answerStorage: (response: ServerResponse, request: Received) => void;
let job: unknown;
const open: Listening[] = [];

beforeEach(async () => {
  answerStorage = (response) => response.writeHead(200, { etag: '"e"' }).end();
  storage = await startTestPlatform((response, request) => answerStorage(response, request));
  job = documented();
  platform = await startTestPlatform((response) => sendJson(response, 200, job));
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((listening) => listening.close(0)));
  await platform[Symbol.asyncDispose]();
  await storage[Symbol.asyncDispose]();
});

/** A detail whose addresses are at the storage; the file's name looks like one too. */
function documented(): object {
  return { jobId: 7, inputs: [{ slotName: 'original', fileName: 'https://169.254.169.254/latest', uploadUrl: `${storage.url}/put?X-Amz-Signature=s3cret` }], artifacts: [{ downloadUrl: `${storage.url}/get?sig=1` }] };
}

const options = (): TestAppOptions => ({ apiUrl: platform.url, storageOrigins: [storage.url] });

async function signedIn(call: ReturnType<typeof testApp>, key = 'api_one'): Promise<{ cookie: string }> {
  return { cookie: cookieOf(await call('/api/session', { method: 'POST', body: JSON.stringify({ apiKey: key }) })) };
}

/** The passes of the job by address. */
async function passes(call: ReturnType<typeof testApp>, headers: Record<string, string>): Promise<Record<string, string>> {
  const body: { assayRelay?: Record<string, string> } = JSON.parse(await (await call('/api/v1/jobs/7', { headers })).text());
  return body.assayRelay ?? {};
}

const put = (body: string, headers: Record<string, string>): RequestInit => ({
  method: 'PUT',
  body,
  headers: { 'content-type': 'image/png', 'content-length': String(body.length), ...headers },
});

describe('what the gateway adds', () => {
  test('passes for the addresses of the storage, in a field of their own, and not a byte else', async () => {
    const text = '{ "id": 12345678901234567890, "id2": 1.10,\n "inputs": [{"uploadUrl": "URL"}], "twice": 1, "twice": 2 } \n'.replace('URL', `${storage.url}/a`);
    await using raw = await startRawPlatform((_request, response) => void response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length }).end(text));
    const call = testApp({ ...options(), apiUrl: raw.url });
    const answer = await (await call('/api/v1/jobs/7', { headers: await signedIn(call) })).text();
    expect(answer.startsWith(text.trimEnd().slice(0, -1))).toBe(true);
    expect(JSON.parse(answer)).toMatchObject({ assayRelay: { [`${storage.url}/a`]: expect.stringMatching(/^[\w-]+$/) } });
    expect(answer).not.toContain('api_one');
  });

  test('nothing for an address that the platform did not put there, or that is no storage', async () => {
    job = { ...documented(), result: { heatmapURL: 'http://169.254.169.254/x', url: 'https://elsewhere.example/x', note: `${storage.url}/note` } };
    const call = testApp(options());
    const offered = await passes(call, await signedIn(call));
    expect(Object.keys(offered)).toEqual([`${storage.url}/put?X-Amz-Signature=s3cret`, `${storage.url}/get?sig=1`]);
    expect(Object.values(offered).join(' ')).not.toContain('s3cret');
  });

  test('nothing for a caller with a key of its own, to lists, errors, or what is no JSON object', async () => {
    const call = testApp(options());
    const headers = await signedIn(call);
    expect(await (await call('/api/v1/jobs/7', { headers: { authorization: 'Bearer api_one' } })).json()).toEqual(job);
    expect(await (await call('/api/v1/jobs', { headers })).json()).toEqual(job);
    for (const other of [[job], 'text', null, 7]) {
      job = other;
      expect(await (await call('/api/v1/jobs/7', { headers })).json()).toEqual(other);
    }
  });

  test('a detail of very many values goes through whole, without passes, and holds nobody up', async () => {
    const many = `{"a":[${'[],'.repeat(1_300_000)}[]],"uploadUrl":"${storage.url}/a"}`;
    await using raw = await startRawPlatform((_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(many));
    const call = testApp({ ...options(), apiUrl: raw.url, sharedKey: 'api_k' });
    const before = process.memoryUsage().heapUsed;
    expect((await (await call('/api/v1/jobs/7')).text()).length).toBe(many.length);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100 * 1024 ** 2);
  });

  test('a detail that breaks off in the middle is a 502 in the documented shape', async () => {
    await using raw = await startRawPlatform((_request, response) => void response.writeHead(200, { 'content-type': 'application/json', 'content-length': 99 }).write('{"jobId":', () => response.destroy()));
    const answer = await testApp({ ...options(), apiUrl: raw.url, sharedKey: 'api_k' })('/api/v1/jobs/7');
    expect([answer.status, JSON.parse(await answer.text()).code]).toEqual([502, 'UNEXPECTED_ANSWER']);
  });

  test('a very large answer goes through whole, without passes', async () => {
    job = { ...documented(), result: { text: 'x'.repeat(5 * 1024 ** 2) } };
    const call = testApp(options());
    expect(await (await call('/api/v1/jobs/7', { headers: await signedIn(call) })).json()).toEqual(job);
  });
});

describe('what is relayed', () => {
  test('an upload, with type, length and nothing of who sends it', async () => {
    const call = testApp(options());
    const headers = await signedIn(call);
    const pass = (await passes(call, headers))[`${storage.url}/put?X-Amz-Signature=s3cret`] ?? '';
    const answer = await call(`/api/relay/${pass}`, put('bytes', { ...headers, 'x-forwarded-for': '1.2.3.4', connection: 'x-secret', 'x-secret': '1' }));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('assay-relayed')).toBe('storage');
    const [received] = storage.received;
    expect(received).toMatchObject({ method: 'PUT', url: '/put?X-Amz-Signature=s3cret', body: 'bytes', headers: { 'content-type': 'image/png', 'content-length': '5' } });
    for (const name of ['cookie', 'authorization', 'x-forwarded-for', 'x-secret', 'transfer-encoding', 'origin']) expect(received?.headers).not.toHaveProperty(name);
  });

  test('a download with a range, that can be no page of ours', async () => {
    answerStorage = (response) =>
      response.writeHead(206, { 'content-type': 'text/html', 'content-range': 'bytes 1-2/4', 'accept-ranges': 'bytes', 'set-cookie': 'a=b', 'access-control-allow-origin': '*' }).end('<b');
    const call = testApp(options());
    const headers = await signedIn(call);
    const pass = (await passes(call, headers))[`${storage.url}/get?sig=1`] ?? '';
    const answer = await call(`/api/relay/${pass}`, { headers: { ...headers, range: 'bytes=1-2' } });
    expect(answer.status).toBe(206);
    expect(await answer.text()).toBe('<b');
    expect(storage.received[0]?.headers['range']).toBe('bytes=1-2');
    expect(answer.headers.get('content-range')).toBe('bytes 1-2/4');
    expect(answer.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'; frame-ancestors 'none'");
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    for (const name of ['set-cookie', 'access-control-allow-origin']) expect(answer.headers.has(name)).toBe(false);
  });

  test("storage's own refusal comes back as it is", async () => {
    answerStorage = (response) => response.writeHead(403, { 'content-type': 'application/xml' }).end('<Error><Code>AccessDenied</Code></Error>');
    const call = testApp(options());
    const headers = await signedIn(call);
    const answer = await call(`/api/relay/${Object.values(await passes(call, headers))[0]}`, put('x', headers));
    expect(answer.status).toBe(403);
    expect(answer.headers.get('assay-relayed')).toBe('storage');
    expect(await answer.text()).toContain('AccessDenied');
  });

  test('a large upload goes no faster than storage takes it, and holds next to nothing', async () => {
    const release = Promise.withResolvers<undefined>();
    let received = 0;
    await using slow = await startRawPlatform(async (request, response) => {
      await release.promise;
      for await (const chunk of request) received += Buffer.byteLength(chunk);
      response.end();
    });
    const size = 64 * 1024 ** 2;
    const sending = await startSending(slow.url, size);
    const answered = once(sending, 'response');
    const piece = Buffer.alloc(1024 ** 2);
    let sent = 0;
    // Written only as fast as the line takes it; it must come to a halt long before the end.
    let haltedAt = 0;
    while (sent < size) {
      sent += piece.length;
      if (sending.write(piece)) continue;
      const drained = once(sending, 'drain');
      const halted = await Promise.race([drained.then(() => false), delay(1000, true)]);
      if (!halted || haltedAt > 0) continue;
      haltedAt = sent;
      release.resolve(undefined);
      await drained;
    }
    expect(haltedAt).toBeGreaterThan(0);
    expect(haltedAt).toBeLessThan(size / 2);
    sending.end();
    const [answer] = await answered;
    expect(answer.statusCode).toBe(200);
    expect(received).toBe(size);
  });

  test('an upload that breaks off breaks off at storage too', async () => {
    const arrived = Promise.withResolvers<undefined>();
    const broken = Promise.withResolvers<number>();
    await using listener = await startRawPlatform(async (request) => {
      let received = 0;
      try {
        for await (const chunk of request) {
          received += Buffer.byteLength(chunk);
          arrived.resolve(undefined);
        }
        broken.reject(new Error('It came to its end.'));
      } catch {
        broken.resolve(received);
      }
    });
    const sending = await startSending(listener.url, 1000);
    sending.on('error', () => {});
    sending.write('x'.repeat(400));
    await arrived.promise;
    sending.destroy();
    expect(await broken.promise).toBeLessThan(1000);
  });

  test('a refusal that comes before the upload is through is one all the same', async () => {
    await using strict = await startRawPlatform((_, response) => void response.writeHead(403).end('<Code>AccessDenied</Code>'));
    const sending = await startSending(strict.url, 8 * 1024 ** 2);
    sending.on('error', () => {});
    sending.write(Buffer.alloc(1024 ** 2));
    const [answer] = await once(sending, 'response');
    expect(answer.statusCode).toBe(403);
    expect(await textOf(answer)).toContain('AccessDenied');
    sending.destroy();
  });
});

/** Begins an upload of so many bytes to this storage over HTTP, through the server. */
async function startSending(to: string, size: number): Promise<ClientRequest> {
  job = { jobId: 7, inputs: [{ uploadUrl: `${to}/put` }] };
  const call = testApp({ ...options(), storageOrigins: [to] });
  const headers = await signedIn(call);
  const pass = (await passes(call, headers))[`${to}/put`] ?? '';
  const front = await listen(nodeListener((request) => call(request)), '127.0.0.1', 0);
  open.push(front);
  return httpRequest(`http://127.0.0.1:${front.port}/api/relay/${pass}`, { method: 'PUT', headers: { ...headers, 'content-length': size, 'sec-fetch-site': 'same-origin' } });
}

/** Reads the artifact of this kind through the relay, as text. */
async function readThrough(kind: string, headers: Record<string, string> = {}): Promise<string> {
  job = { jobId: 7, artifacts: [{ kind, downloadUrl: `${storage.url}/file` }] };
  const call = testApp(options());
  const signed = await signedIn(call);
  const answer = await call(`/api/relay/${(await passes(call, signed))[`${storage.url}/file`]}`, { headers: { ...signed, ...headers } });
  return answer.text();
}

describe('a result behind a link', () => {
  const found = { isAiGenerated: true, heatmapURL: 'HEAT', participants: [{ heatmap: 'HEAT2' }], url: 'https://elsewhere.example/x', uploadUrl: 'HEAT', resultUrl: 'HEAT3' };
  const written = (): string => JSON.stringify(found).replace(/HEAT\d?/g, (name) => `${storage.url}/${name}`);
  const asJson = (response: ServerResponse): void => void response.writeHead(200, { 'content-type': 'application/json', 'content-length': written().length, etag: '"e"' }).end(written());

  test('shows links of its own, which get passes: for reading, at its own origin, and no further', async () => {
    answerStorage = asJson;
    const text = await readThrough('result');
    expect(text.startsWith(written().slice(0, -1))).toBe(true);
    const { assayRelay } = JSON.parse(text);
    // The address of the result it names is one that could name others.
    expect(Object.keys(assayRelay)).toEqual([`${storage.url}/HEAT2`]);
    expect(JSON.stringify(assayRelay)).not.toContain('elsewhere');
  });

  test('what a person uploaded gives no passes, whatever stands in it', async () => {
    answerStorage = asJson;
    expect(await readThrough('input')).toBe(written());
  });

  test('a part of it, or no JSON, comes as it is', async () => {
    answerStorage = (response) => response.writeHead(206, { 'content-type': 'application/json' }).end(written());
    expect(await readThrough('result', { range: 'bytes=0-' })).toBe(written());
    answerStorage = (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"heatmapURL":');
    expect(await readThrough('result')).toBe('{"heatmapURL":');
  });

  test('passes from within lead to what is no result, so that a file cannot lead on and on', async () => {
    answerStorage = asJson;
    job = { jobId: 7, resultURL: `${storage.url}/file` };
    const call = testApp(options());
    const headers = await signedIn(call);
    const { assayRelay } = JSON.parse(await (await call(`/api/relay/${Object.values(await passes(call, headers))[0]}`, { headers })).text());
    expect(await (await call(`/api/relay/${assayRelay[`${storage.url}/HEAT2`]}`, { headers })).text()).toBe(written());
  });
});

const refusedWith = async (answer: Response): Promise<unknown> => [answer.status, JSON.parse(await answer.text()).code];

describe('what is refused', () => {
  test.each([
    ['changed', (pass: string) => `${pass.slice(0, -3)}AAA`],
    ['made up', () => 'AAAA'],
    ['missing', () => ''],
    ['an address', () => encodeURIComponent('https://elsewhere.example/')],
  ])('a pass that is %s', async (_name, change) => {
    const call = testApp(options());
    const headers = await signedIn(call);
    const pass = Object.values(await passes(call, headers))[0] ?? '';
    expect(await refusedWith(await call(`/api/relay/${change(pass)}`, put('x', headers)))).toEqual([403, 'RELAY_REFUSED']);
    expect(storage.received).toEqual([]);
  });

  test('a pass of another account, for the other method, or too old', async () => {
    const call = testApp(options());
    const headers = await signedIn(call);
    const [up = '', down = ''] = Object.values(await passes(call, headers));
    expect(await refusedWith(await call(`/api/relay/${up}`, put('x', await signedIn(call, 'api_two'))))).toEqual([403, 'RELAY_REFUSED']);
    expect(await refusedWith(await call(`/api/relay/${up}`, { headers }))).toEqual([403, 'RELAY_REFUSED']);
    expect(await refusedWith(await call(`/api/relay/${down}`, put('x', headers)))).toEqual([403, 'RELAY_REFUSED']);
    expect(storage.received).toEqual([]);
  });

  test('nobody who is signed in, another site, and what has no length', async () => {
    const call = testApp(options());
    const headers = await signedIn(call);
    const [up = '', down = ''] = Object.values(await passes(call, headers));
    expect(await refusedWith(await call(`/api/relay/${up}`, put('x', {})))).toEqual([401, 'INVALID_API_KEY']);
    expect(await refusedWith(await call(`/api/relay/${up}`, put('x', { ...headers, origin: 'https://evil.example' })))).toEqual([403, 'FORBIDDEN']);
    expect(await refusedWith(await call(`/api/relay/${down}`, { headers: { ...headers, 'sec-fetch-site': 'cross-site' } }))).toEqual([403, 'FORBIDDEN']);
    expect(await refusedWith(await call(`/api/relay/${up}`, { method: 'PUT', body: 'x', headers }))).toEqual([411, 'LENGTH_REQUIRED']);
    expect(await refusedWith(await call(`/api/relay/${up}`, { method: 'PUT', body: 'x', headers: { ...headers, 'content-length': String(6 * 1024 ** 3) } }))).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    expect(await refusedWith(await call(`/api/relay/${up}`, { method: 'DELETE', headers }))).toEqual([405, 'METHOD_NOT_ALLOWED']);
    expect(storage.received).toEqual([]);
  });

  test.each([301, 303, 307])('a redirect of storage (%i)', async (status) => {
    answerStorage = (response) => response.writeHead(status, { location: 'http://169.254.169.254/' }).end();
    const call = testApp(options());
    const headers = await signedIn(call);
    const answer = await call(`/api/relay/${Object.values(await passes(call, headers))[1]}`, { headers });
    expect(answer.headers.has('location')).toBe(false);
    expect(await refusedWith(answer)).toEqual([502, 'UNEXPECTED_ANSWER']);
  });

  test('a change of protocol, and an answer that breaks off before its first byte', async () => {
    const call = testApp(options());
    const headers = await signedIn(call);
    const path = `/api/relay/${Object.values(await passes(call, headers))[1]}`;
    answerStorage = (response) => void response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
    expect(await refusedWith(await call(path, { headers }))).toEqual([502, 'UNEXPECTED_ANSWER']);
    answerStorage = (response) => {
      response.writeHead(200, { 'content-length': 9 }).flushHeaders();
      setTimeout(() => response.destroy(), 30);
    };
    expect(await refusedWith(await call(path, { headers }))).toEqual([502, 'STORAGE_UNREACHABLE']);
  });

  test('no pass is given for an address that holds a user or a password', async () => {
    const at = (who: string): string => storage.url.replace('http://', `http://${who}@`);
    job = { jobId: 7, inputs: [{ uploadUrl: `${at(':pw')}/a` }, { uploadUrl: `${at('u')}/b` }, { uploadUrl: `${at('u:pw')}/c` }, { uploadUrl: `${storage.url}/d` }] };
    const call = testApp(options());
    expect(Object.keys(await passes(call, await signedIn(call)))).toEqual([`${storage.url}/d`]);
  });

  test('an answer in a coding that was not asked for, and storage that is away', async () => {
    answerStorage = (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x');
    const call = testApp(options());
    const headers = await signedIn(call);
    const path = `/api/relay/${Object.values(await passes(call, headers))[1]}`;
    expect(await refusedWith(await call(path, { headers }))).toEqual([502, 'UNEXPECTED_ANSWER']);
    expect(storage.received[0]?.headers['accept-encoding']).toBe('identity');
    await storage[Symbol.asyncDispose]();
    expect(await refusedWith(await call(path, { headers }))).toEqual([502, 'STORAGE_UNREACHABLE']);
  });
});

test.each([
  ['https://b.s3.amazonaws.com/x', 'https://*.amazonaws.com', true],
  ['https://B.S3.amazonaws.com:443/x', 'https://*.amazonaws.com', true],
  ['https://amazonaws.com/x', 'https://*.amazonaws.com', false],
  ['https://evilamazonaws.com/x', 'https://*.amazonaws.com', false],
  ['https://b.amazonaws.com.evil.example/x', 'https://*.amazonaws.com', false],
  ['http://b.s3.amazonaws.com/x', 'https://*.amazonaws.com', false],
  ['https://b.s3.amazonaws.com:8443/x', 'https://*.amazonaws.com', false],
  ['http://127.0.0.1:9000/x', 'http://127.0.0.1:*', true],
  ['http://127.0.0.1:9000/x', 'http://127.0.0.1:9000', true],
  ['http://127.0.0.1:9000/x', 'http://127.0.0.1', false],
  ['http://127.0.0.1/x', 'http://127.0.0.1:80', true],
])('%s is at %s: %s', (url, origin, at) => {
  expect(isAtStorage(new URL(url), [origin])).toBe(at);
});

test('a pass holds for twelve hours', async () => {
  let now = Date.now();
  const relay = createRelay({ apiUrl: platform.url, storageOrigins: [storage.url], sealedBox: createSealedBox(['s'.repeat(32)], 'r'), clock: () => now });
  const request = new Request('http://x/api/v1/jobs/7');
  const { assayRelay } = JSON.parse(await (await relay.offer(request, Response.json({ downloadUrl: `${storage.url}/get` }), 'me')).text());
  const get = async (): Promise<number> => (await relay.handle(new Request(`http://x/api/relay/${assayRelay[`${storage.url}/get`]}`), 'me')).status;
  now += 12 * HOUR - 1;
  expect(await get()).toBe(200);
  now += 1;
  expect(await get()).toBe(403);
  relay.close();
});

test('a platform on the internet is no way to this machine, nor to plain http', async () => {
  const relay = createRelay({ apiUrl: 'https://platform.example', storageOrigins: [storage.url, 'https://127.0.0.1:*', 'http://b.example'], sealedBox: createSealedBox(['s'.repeat(32)], 'r') });
  const request = new Request('http://x/api/v1/jobs/7');
  const offered = await relay.offer(request, Response.json({ heatmap: `${storage.url}/x`, url: 'http://b.example/x', downloadUrl: `https://127.0.0.1:1/x` }), 'me');
  const { assayRelay } = JSON.parse(await offered.text());
  expect(Object.keys(assayRelay)).toEqual(['https://127.0.0.1:1/x']);
  const answer = await relay.handle(new Request(`http://x/api/relay/${assayRelay['https://127.0.0.1:1/x']}`), 'me');
  expect([answer.status, JSON.parse(await answer.text()).message]).toEqual([403, 'This address leads to a private network.']);
  relay.close();
});
