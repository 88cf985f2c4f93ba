import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';

import { createSandbox, type Sandbox } from './sandbox.ts';
import { storageFailure } from './storage-xml-error.ts';

const BYTES = Buffer.from('four');
const created = z.object({ jobId: z.number(), inputs: z.tuple([z.object({ uploadUrl: z.string() })]) });
const ORIGIN = 'http://app.test';
let dataDir = '';
let sandbox: Sandbox;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'assay-put-'));
  sandbox = createSandbox({ dataDir, storageOrigin: () => 'http://storage.test', allowedOrigins: () => [ORIGIN] });
});

afterEach(() => {
  sandbox.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function call(method: string, path: string, body?: unknown): Promise<Response> {
  return sandbox.api(new Request(`http://api.test/api/v1${path}`, { method, headers: { authorization: 'Bearer api_sandbox' }, body: body === undefined ? null : JSON.stringify(body) }));
}

/** A job that waits for four bytes: its id, and a PUT of them. */
async function waitingJob() {
  const inputs = [{ slotName: 'original', fileName: 'a.jpg', contentType: 'image/jpeg', sizeBytes: BYTES.length }];
  const { jobId, inputs: [input] } = created.parse(await (await call('POST', '/jobs?taskTypeId=1', { inputs })).json());
  const put = (body: RequestInit['body'] = BYTES): Promise<Response> =>
    sandbox.storage(new Request(input.uploadUrl, { method: 'PUT', headers: { 'content-type': 'image/jpeg', origin: ORIGIN }, body, duplex: 'half' }));
  return { jobId: String(jobId), put };
}

test('20 PUTs of one slot at once leave one file', async () => {
  const { jobId, put } = await waitingJob();
  const answers = await Promise.all(Array.from({ length: 20 }, () => put()));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(readdirSync(join(dataDir, 'media', jobId))).toHaveLength(1);
  expect(readdirSync(join(dataDir, 'incoming'))).toEqual([]);
  expect((await call('POST', `/jobs/${jobId}/finalize`)).status).toBe(200);
});

/** Begins a PUT; `finish` sends the rest of its bytes. */
function slowPut(put: (body: RequestInit['body']) => Promise<Response>) {
  const { promise: rest, resolve: finish } = Promise.withResolvers<void>();
  async function* chunks() {
    yield BYTES.subarray(0, 2);
    await rest;
    yield BYTES.subarray(2);
  }
  return { answer: put(ReadableStream.from(chunks())), finish };
}

test.each(['delete', 'cancel'])('a %s during an upload leaves nothing of it', async (what) => {
  const { jobId, put } = await waitingJob();
  const { answer, finish } = slowPut(put);
  expect((await (what === 'delete' ? call('DELETE', `/jobs/${jobId}`) : call('POST', `/jobs/${jobId}/cancel`))).ok).toBe(true);
  finish();
  expect((await answer).status).toBe(403);
  expect(readdirSync(join(dataDir, 'media'))).toEqual([]);
  expect(readdirSync(join(dataDir, 'incoming'))).toEqual([]);
});

test('a PUT without a Content-Type is taken where the setting says so, one with another is not', async () => {
  sandbox.close();
  sandbox = createSandbox({ dataDir, storageOrigin: () => 'http://storage.test', requireType: false });
  const inputs = [{ slotName: 'original', fileName: 'a.jpg', contentType: 'image/jpeg', sizeBytes: BYTES.length }];
  const { inputs: [input] } = created.parse(await (await call('POST', '/jobs?taskTypeId=1', { inputs })).json());
  const put = (headers: Record<string, string>) => sandbox.storage(new Request(input.uploadUrl, { method: 'PUT', headers, body: new Uint8Array(BYTES) }));
  expect((await put({ 'content-type': 'image/png' })).status).toBe(403);
  expect((await put({})).status).toBe(200);
});

test('a failure of the storage itself is an answer that the page may read', async () => {
  const { put } = await waitingJob();
  rmSync(join(dataDir, 'incoming'), { recursive: true });
  const answer = await put();
  expect([answer.status, answer.headers.get('access-control-allow-origin'), answer.headers.get('content-type')]).toEqual([500, ORIGIN, 'application/xml']);
  expect(await answer.text()).toMatch(/<Code>InternalError<\/Code>/);
});

test('a full disk is named as such', async () => {
  const answer = storageFailure(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
  expect(answer.status).toBe(507);
  expect(await answer.text()).toMatch(/<Code>InsufficientStorage<\/Code><Message>The disk of the storage is full/);
});
