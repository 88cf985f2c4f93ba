import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { ContractClient, type CreatedJob } from './contract-client.ts';
import { media } from './media.ts';
import { WIRE_VOCABULARY } from './wire-vocabulary.ts';

/** The limit is for a machine with other work, and costs nothing elsewhere. */
const WAIT = { timeout: 30_000, interval: 50 };

let dataDir = '';
let child: ChildProcess | null = null;
let ports = { api: 0, storage: 0 };

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'assay-kill-'));
  ports = { api: 0, storage: 0 };
});

afterEach(async () => {
  await kill();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(): Promise<ContractClient> {
  const program = fileURLToPath(new URL('./kill-program.ts', import.meta.url));
  const started = spawn(process.execPath, [program, dataDir, String(ports.api), String(ports.storage)], { stdio: ['ignore', 'pipe', 'inherit'] });
  child = started;
  const [line] = await once(started.stdout, 'data');
  ports = JSON.parse(String(line));
  return new ContractClient({
    apiOrigin: `http://127.0.0.1:${ports.api}`,
    storageOrigin: `http://127.0.0.1:${ports.storage}`,
    // A connection from before a kill must not be used again.
    fetch: (url, init) => fetch(url, { ...init, headers: { ...Object.fromEntries(new Headers(init?.headers)), connection: 'close' } }),
    advance: () => {},
    restart: () => {},
    close: async () => {},
  }, WIRE_VOCABULARY.documented);
}

async function kill(): Promise<void> {
  const dying = child;
  child = null;
  if (!dying || dying.exitCode !== null || dying.signalCode !== null) return;
  dying.kill('SIGKILL');
  await once(dying, 'exit');
}

test('killed after each step, it goes on where it was, and the URLs from before still open', async () => {
  const photo = media('photo.jpg', 'fake.jpg');
  const job: CreatedJob = await (await start()).create(1, [photo]);
  await kill();
  const uploading = await start();
  expect((await uploading.put(job.uploadUrl('original'), photo)).status).toBe(200);
  await kill();
  const finalizing = await start();
  expect((await finalizing.call('POST', `/jobs/${job.id}/finalize`)).status).toBe(200);
  await kill();
  const last = await start();
  await vi.waitFor(async () => expect(await last.detail(job.id)).toMatchObject({ status: 'completed', result: { isAiGenerated: true } }), WAIT);
  const { artifacts } = await last.detail(job.id);
  const urls = Array.isArray(artifacts) ? artifacts.map((artifact) => artifact.downloadUrl) : [];
  expect((await last.download(urls[0])).bytes.equals(photo.bytes)).toBe(true);
  expect((await last.download(urls[1])).status).toBe(200);
});

test('killed during an upload, the slot is empty and nothing is left of it', async () => {
  const large = { ...media('photo.jpg'), bytes: Buffer.alloc(4 * 1024 ** 2) };
  const client = await start();
  const job = await client.create(1, [large]);
  const half = new ReadableStream({ start: (stream) => stream.enqueue(large.bytes.subarray(0, 1024 ** 2)) });
  const broken = client.put(job.uploadUrl('original'), large, { body: half, duplex: 'half' }).catch(() => 'broken');
  await vi.waitFor(() => expect(readdirSync(join(dataDir, 'incoming'))).toHaveLength(1), WAIT);
  await kill();
  expect(await broken).toBe('broken');
  const next = await start();
  expect(readdirSync(join(dataDir, 'incoming'))).toEqual([]);
  expect(await next.call('POST', `/jobs/${job.id}/finalize`)).toMatchObject({ status: 400, body: { code: 'MEDIA_MISSING' } });
  expect((await next.put(job.uploadUrl('original'), large)).status).toBe(200);
  expect((await next.call('POST', `/jobs/${job.id}/finalize`)).status).toBe(200);
});

test('what a kill left half made is made again', async () => {
  const client = await start();
  const id = await client.submit(10, [media('tone.wav')]);
  await vi.waitFor(async () => expect((await client.detail(id))['status']).toBe('completed'), WAIT);
  await kill();
  const produced = join(dataDir, 'media', String(id), 'produced');
  rmSync(join(produced, 'facts.json'));
  writeFileSync(join(produced, 'foreground.wav'), 'half');
  const { result } = await (await start()).detail(id);
  expect(result).toMatchObject({ tracks: [{ name: 'foreground' }, { name: 'background' }] });
  expect(readdirSync(produced).toSorted()).toEqual(['background.wav', 'facts.json', 'foreground.wav']);
});
