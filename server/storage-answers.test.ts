// The sandbox's storage at its own port: what it sends acts as no page, and what fails is said in its own shape.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';

import { type Listening, listen, nodeListener } from './http/listen.ts';
import { openFile } from './http/open-body.ts';
import { createSandbox, type Sandbox } from './sandbox/sandbox.ts';

const created = z.object({ jobId: z.number(), inputs: z.tuple([z.object({ uploadUrl: z.string() })]) });
const detail = z.object({ artifacts: z.array(z.object({ downloadUrl: z.string() })) });
const HTML = '<script>alert(1)</script>';
const POLICY = "sandbox allow-same-origin; default-src 'none'; media-src 'self'; frame-ancestors 'none'";
let dataDir = '';
let sandbox: Sandbox;
let storage: Listening;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'assay-storage-'));
  sandbox = createSandbox({ dataDir, storageOrigin: () => `http://127.0.0.1:${storage.port}` });
  storage = await listen(nodeListener((request) => sandbox.storage(request)), '127.0.0.1', 0);
});

afterEach(async () => {
  await storage.close(0);
  sandbox.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function call(method: string, path: string, body: unknown = null): Promise<unknown> {
  const answer = await sandbox.api(new Request(`http://api.test/api/v1${path}`, { method, headers: { authorization: 'Bearer api_sandbox' }, body: body === null ? null : JSON.stringify(body) }));
  return answer.json();
}

/** Uploads a page as if it were a picture: the folder that holds it, and the link that leads to it. */
async function upload(): Promise<{ folder: string; link: string; put: string }> {
  const inputs = [{ slotName: 'original', fileName: 'a.jpg', contentType: 'image/jpeg', sizeBytes: HTML.length }];
  const { jobId, inputs: [{ uploadUrl }] } = created.parse(await call('POST', '/jobs?taskTypeId=1', { inputs }));
  expect((await fetch(uploadUrl, { method: 'PUT', headers: { 'content-type': 'image/jpeg' }, body: HTML })).status).toBe(200);
  await call('POST', `/jobs/${jobId}/finalize`);
  const { artifacts: [artifact] } = detail.parse(await call('GET', `/jobs/${jobId}`));
  return { folder: join(dataDir, 'media', String(jobId)), link: artifact?.downloadUrl ?? '', put: uploadUrl };
}

test('every answer has a policy by which a page that was uploaded runs nothing', async () => {
  const { link, put } = await upload();
  const answers = [await fetch(link), await fetch(link, { method: 'HEAD' }), await fetch(link, { headers: { range: 'bytes=0-1' } }), await fetch(`${link}x`), await fetch(put, { method: 'DELETE' }), await fetch(put, { method: 'OPTIONS', headers: { origin: 'http://a.test', 'access-control-request-method': 'PUT' } })];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 206, 403, 405, 200]);
  for (const { headers } of answers) expect([headers.get('content-security-policy'), headers.get('x-content-type-options')]).toEqual([POLICY, 'nosniff']);
});

test('a file that cannot be read is a 500 in the shape of storage, which the page may read, and no page of the adapter', async () => {
  const { folder, link } = await upload();
  const [name = ''] = readdirSync(folder);
  rmSync(join(folder, name));
  // What can be opened and not read, as a file on a failing disk.
  mkdirSync(join(folder, name));
  const answer = await fetch(link, { headers: { origin: 'http://a.test' } });
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('access-control-allow-origin')]).toEqual([500, 'application/xml', '*']);
  expect(answer.headers.get('content-security-policy')).toBe(POLICY);
  expect(await answer.text()).toContain('<Code>InternalError</Code>');
});

/** Ten bytes, and then nothing but an error. */
function failing(): ReadableStream<Uint8Array<ArrayBuffer>> {
  let reads = 0;
  return new ReadableStream({ pull: (controller) => (reads++ === 0 ? controller.enqueue(new Uint8Array(10)) : controller.error(new Error('EIO'))) });
}

test('a file that fails after its first piece cuts the connection', async () => {
  const listening = await listen(nodeListener(async () => new Response(await openFile({ size: 100, stream: failing }), { headers: { 'content-length': '100', 'content-type': 'image/jpeg' } })), '127.0.0.1', 0);
  try {
    const answer = await fetch(`http://127.0.0.1:${listening.port}/`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    await expect(answer.arrayBuffer()).rejects.toThrow('terminated');
  } finally {
    await listening.close(0);
  }
});
