import { beforeEach, expect, test } from 'vitest';
import { createBlobStore } from './blob-store.ts';
import { createMemoryStorage } from './memory-queue-storage.ts';
import { createFakeClock, settle } from '../testing/fake-clock.ts';

const LARGE = new Blob([new Uint8Array(65 * 1024 ** 2)]);
const SMALL = new Blob(['small']);
const KEY = 'a/original';

let stored: Map<string, unknown>;
let soonSent: boolean;
let clock: ReturnType<typeof createFakeClock>;

beforeEach(() => {
  stored = new Map();
  soonSent = true;
  clock = createFakeClock();
});

const unused = () => Promise.reject(new Error('Nobody asks for it.'));

function makeKeeper() {
  const storage = { ...createMemoryStorage(), saveBytes: async (key: string, bytes: unknown) => void stored.set(key, bytes) };
  return createBlobStore({ storage, clock, isSoonSent: () => soonSent, onCopyFailed: () => undefined, onCopiedLater: () => undefined, stopped: new AbortController().signal });
}

async function pass(timers: number): Promise<void> {
  for (let n = 0; n < timers; n += 1) {
    clock.toNextTimer();
    await settle(3);
  }
}

test('a large file that is soon sent is copied once it is not any more', async () => {
  const blobStore = makeKeeper();
  void blobStore.keep('a', 'original', LARGE, null);
  await pass(20);
  expect(stored.has(KEY)).toBe(false);
  expect(blobStore.copying()).toEqual(['a']);
  soonSent = false;
  await pass(2);
  expect(stored.get(KEY)).toBe(LARGE);
  expect(blobStore.copying()).toEqual([]);
});

test('a large file that is not sent at all is copied after a second', async () => {
  soonSent = false;
  const before = clock.now();
  const blobStore = makeKeeper();
  void blobStore.keep('a', 'original', LARGE, null);
  await pass(2);
  expect(stored.get(KEY)).toBe(LARGE);
  expect(clock.now() - before).toBeLessThanOrEqual(1_500);
});

test('a small file is copied whether it is soon sent or not', async () => {
  const blobStore = makeKeeper();
  void blobStore.keep('a', 'original', SMALL, null);
  await pass(1);
  expect(stored.get(KEY)).toBe(SMALL);
});

test('until there is a copy, the handle to a large file outlives the page', async () => {
  const handle: FileSystemFileHandle = { kind: 'file', name: 'long.mp4', getFile: unused, isSameEntry: unused, createWritable: unused };
  const blobStore = makeKeeper();
  void blobStore.keep('a', 'original', LARGE, handle);
  await settle(3);
  expect(stored.get(KEY)).toBe(handle);
  soonSent = false;
  await pass(2);
  expect(stored.get(KEY)).toBe(LARGE);
});

test('a file that is taken off the list meanwhile is not copied', async () => {
  const blobStore = makeKeeper();
  void blobStore.keep('a', 'original', LARGE, null);
  blobStore.forget(['a']);
  await pass(3);
  expect(stored.has(KEY)).toBe(false);
  expect(blobStore.copying()).toEqual([]);
});
