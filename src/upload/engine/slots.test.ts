// @vitest-environment node
import { expect, test } from 'vitest';
import type { ActionRecord } from '#src/jobs-api/action-log.ts';
import type { JobsClient } from '#src/jobs-api/client.ts';
import { createJobCommands } from '#src/jobs-api/job-commands.ts';
import type { JobInput } from '#src/jobs-api/job.ts';
import { createKeyedMutex } from '#src/jobs-api/keyed-mutex.ts';
import { createUploadEngine } from './engine.ts';
import type { UploadItem } from '../model/item.ts';
import { loadSteps } from '../testing/steps.ts';
import { createFakeClock, settle } from '../testing/fake-clock.ts';
import { testItem } from '../testing/items.ts';
import { createModelDisk } from '../testing/model-disk.ts';
import { createModelPlatform } from '../testing/model-platform.ts';

const faces: Partial<UploadItem> = { taskType: 'face-intelligence', checks: { liveness: false, faceSwap: false, similarity: true }, reference: { name: 'id.jpg', sizeBytes: 3, contentType: 'image/jpeg' } };

const input = (slotName: string): JobInput => ({ slotName, uploadUrl: `put:${slotName}`, uploadUrlExpiresAt: null, fileName: null, contentType: null, sizeBytes: null });

/** Sends one item to a platform that answers its creates with these slots, and tells which bytes went where. */
async function send(item: UploadItem, slotNames: readonly string[]) {
  const clock = createFakeClock();
  const model = createModelPlatform(async () => 'none', clock.now, { words: 'known', idempotent: true, references: true, cap: 100, order: 'newest' });
  const sent: Record<string, string> = {};
  let creates = 0;
  const records = new Map<string, ActionRecord>();
  const api: JobsClient = {
    ...model.api,
    async createJob(...call) {
      creates += 1;
      return { ...(await model.api.createJob(...call)), inputs: slotNames.map(input) };
    },
  };
  const engine = createUploadEngine({
    loadSteps, api, commands: createJobCommands({ client: api, clock, log: { record: (record) => void records.set(record.id, record) }, mutex: createKeyedMutex() }),
    async transfer({ url, body }) {
      sent[url] = await body.text();
      for (const job of model.jobs.values()) job.stored = true;
    },
    storage: createModelDisk().open(new AbortController().signal), clock, hash: async () => 'f00d', inspect: async () => ({ content: null, sha256: null, pageCount: null }), picture: async () => null, random: () => 0.5,
  });
  await engine.ready;
  if (item.reference) void engine.send({ type: 'provide-bytes', itemId: item.id, slot: 'reference', bytes: new Blob(['ref']) });
  void engine.send({ type: 'add', start: 'all', entries: [{ item, bytes: new Blob(['bits']), handle: null }] });
  for (let step = 0; step < 40; step += 1) {
    await settle(20);
    clock.toNextTimer();
  }
  engine.stop();
  return { sent, creates, calls: [...records.values()].map(({ call, jobId, answer }) => `${call} ${jobId}: ${answer}`), charges: model.charges, state: engine.snapshot().items[item.id]?.state };
}

test.each([
  ['one input is the original', testItem(), ['original'], { 'put:original': 'bits' }],
  ['each slot takes its own file', testItem(faces), ['reference', 'original'], { 'put:original': 'bits', 'put:reference': 'ref' }],
])('%s', async (_name, item, slotNames, bytes) => {
  const { sent, charges, state } = await send(item, slotNames);
  expect(sent).toEqual(bytes);
  expect(charges).toHaveLength(1);
  expect(state?.status).toBe('submitted');
});

test.each([
  ['a slot name that nobody knows', testItem(), ['selfie'], '“selfie”'],
  ['an unknown slot beside the known one', testItem(), ['original', 'selfie'], '“selfie”'],
  ['a reference that was not asked for', testItem(), ['original', 'reference'], '“reference”'],
  ['no slot for the reference image', testItem(faces), ['original'], 'the reference image'],
  ['two slots for one file', testItem(), ['original', 'original'], 'the file'],
  ['no slot at all, as of several without a name', testItem(faces), [], 'names no slot for the file'],
])('%s is never filled by guess: refused once, in clear words, with nothing sent or charged', async (_name, item, slotNames, words) => {
  const { sent, creates, charges, state } = await send(item, slotNames);
  expect(sent).toEqual({});
  expect(creates).toBe(1);
  expect(charges).toEqual([]);
  expect(state).toMatchObject({ status: 'failed', needs: null, problem: { title: expect.stringMatching(/^The platform .*not a byte was sent$/) } });
  expect(JSON.stringify(state)).toContain(words);
  expect(JSON.stringify(state)).toContain('Nothing was charged');
});

test('the action log has every call of an upload, the bytes of each slot too', async () => {
  const { calls } = await send(testItem(faces), ['original', 'reference']);
  expect(calls).toEqual(['create 1: done', 'upload 1: done', 'upload 1: done', 'finalize 1: done']);
});
