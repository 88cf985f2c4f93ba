import { expect, test } from 'vitest';
import { statusInWords } from './item-status.ts';
import type { UploadItem } from './item.ts';
import { EMPTY_QUEUE, afterRestart, totalsOf, withItems, withoutItems } from './queue-state.ts';
import { testItem } from './testing/items.ts';

const queueOf = (...items: UploadItem[]) => withItems(EMPTY_QUEUE, items);

test('items keep the order in which they were added, and change in place', () => {
  const queue = withItems(queueOf(testItem({ id: 'a' }), testItem({ id: 'b' })), [testItem({ id: 'a', name: 'new.jpg' })]);
  expect(queue.order).toEqual(['a', 'b']);
  expect(queue.items['a']?.name).toBe('new.jpg');
  expect(withoutItems(queue, ['a'])).toMatchObject({ order: ['b'], items: { b: { id: 'b' } } });
});

test('the totals count what is sent, by bytes', () => {
  const queue = {
    ...queueOf(
      testItem({ id: 'a', sizeBytes: 100, state: { status: 'submitted', jobId: '1' } }),
      testItem({ id: 'b', sizeBytes: 300, state: { status: 'uploading' } }),
      testItem({ id: 'c', sizeBytes: 999, state: { status: 'staged' } }),
      testItem({ id: 'd', sizeBytes: 50, state: { status: 'failed', needsFile: false, problem: { title: '', advice: '', said: null } } }),
    ),
    sent: { b: 100 },
    bytesPerSecond: 50,
  };
  expect(totalsOf(queue)).toMatchObject({ files: 3, submitted: 1, failed: 1, inProgress: 1, bytes: 400, sentBytes: 200, leftMs: 4_000 });
});

test('what was under way waits again after a restart; what waited for a person still does', () => {
  expect(afterRestart(testItem({ state: { status: 'finalizing' } })).state).toEqual({ status: 'waiting' });
  expect(afterRestart(testItem({ state: { status: 'paused' } })).state).toEqual({ status: 'paused' });
});

test('a similarity check adds the bytes of its reference', () => {
  const item = testItem({ sizeBytes: 1_000_000, taskTypeId: 8, checks: { liveness: true, faceSwap: false, similarity: true }, reference: { name: 'r.png', sizeBytes: 1_000_000, contentType: 'image/png' }, state: { status: 'uploading' } });
  expect(statusInWords(item, 500_000, 0)).toBe('Uploading: 500 kB of 2 MB (25%)');
});

test('a retry says why, when, and how often', () => {
  const item = testItem({ attempts: 2, state: { status: 'waiting', retry: { at: 5_000, problem: { title: 'Storage is busy', advice: '', said: null } } } });
  expect(statusInWords(item, 0, 2_000)).toBe('Storage is busy. Trying again in 3 s (attempt 3 of 8)');
});
