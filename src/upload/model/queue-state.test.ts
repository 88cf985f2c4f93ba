import { expect, test } from 'vitest';
import { statusInWords } from '../components/item-status.ts';
import type { UploadItem } from './item.ts';
import { createItemMap } from './item-map.ts';
import { totalsOf } from './queue-stats.ts';
import { EMPTY_QUEUE, afterRestart, isHeld } from './queue-state.ts';
import { testItem } from '../testing/items.ts';

const tableOf = (...items: UploadItem[]) => {
  const itemMap = createItemMap();
  itemMap.put(items);
  return itemMap;
};
const queueOf = (...items: UploadItem[]) => ({ ...EMPTY_QUEUE, ...tableOf(...items).view() });

test('items keep the order in which they were added, and change in place', () => {
  const itemMap = tableOf(testItem({ id: 'a' }), testItem({ id: 'b' }));
  const before = itemMap.view();
  itemMap.put([testItem({ id: 'a', name: 'new.jpg' })]);
  expect(itemMap.view().order).toBe(before.order);
  expect(itemMap.view().items['a']?.name).toBe('new.jpg');
  itemMap.delete(['a']);
  expect(itemMap.view()).toEqual({ order: ['b'], items: { b: testItem({ id: 'b' }) } });
});

test('an item that was taken off the list is not shown while the platform is told', () => {
  const itemMap = tableOf(testItem({ id: 'a' }), testItem({ id: 'b' }));
  itemMap.put([testItem({ id: 'a', state: { status: 'removing' } })]);
  expect(itemMap.view().order).toEqual(['b']);
  expect(itemMap.get('a')?.state.status).toBe('removing');
});

test('the totals count what is sent, by bytes', () => {
  const queue = {
    ...queueOf(
      testItem({ id: 'a', sizeBytes: 100, state: { status: 'submitted', jobId: '1' } }),
      testItem({ id: 'b', sizeBytes: 300, state: { status: 'uploading' } }),
      testItem({ id: 'c', sizeBytes: 999, state: { status: 'staged' } }),
      testItem({ id: 'd', sizeBytes: 50, state: { status: 'failed', needs: null, problem: { title: '', advice: '', said: null } } }),
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

test('an item of a version that did not count finalizes: the one that was sent is never forgotten', () => {
  const job = { id: '1', openWord: 'initiated', finalizeAskedAt: 500, finalizeAnswer: null, slots: [] };
  expect(afterRestart(testItem({ job, state: { status: 'failed', needs: null, problem: { title: '', advice: '', said: null } } })).finalizesSent).toBe(1);
  expect(afterRestart(testItem({ job, finalizesSent: 2, state: { status: 'finalizing' } })).finalizesSent).toBe(2);
  expect(afterRestart(testItem({ job: { ...job, finalizeAskedAt: null } })).finalizesSent).toBeUndefined();
});

test('a similarity check adds the bytes of its reference', () => {
  const item = testItem({ sizeBytes: 1_000_000, taskType: 'face-intelligence', checks: { liveness: true, faceSwap: false, similarity: true }, reference: { name: 'r.png', sizeBytes: 1_000_000, contentType: 'image/png' }, state: { status: 'uploading' } });
  expect(statusInWords(item, 500_000, 0)).toBe('Uploading: 500 kB of 2 MB (25%)');
});

test('a retry says why, when, and how often', () => {
  const item = testItem({ attempts: 2, state: { status: 'waiting', retry: { at: 5_000, problem: { title: 'Storage is busy', advice: '', said: null } } } });
  expect(statusInWords(item, 0, 2_000)).toBe('Storage is busy. Trying again in 3 s (attempt 3 of 8)');
});

test('a permission that is missing stops only what needs it', () => {
  const slot = { slotName: 'original', uploadUrl: 'x', expiresAt: 0, uploaded: false };
  const job = { id: '1', openWord: 'waiting_for_finalize', finalizeAskedAt: null, finalizeAnswer: null, slots: [slot] };
  const sent = { ...job, slots: [{ ...slot, uploaded: true }] };
  const held = (step: 'create' | 'read' | 'finalize') => [null, job, sent].map((of) => isHeld(testItem({ job: of }), { kind: 'forbidden', step }));
  expect(held('create')).toEqual([true, false, false]);
  expect(held('read')).toEqual([false, true, true]);
  expect(held('finalize')).toEqual([true, false, true]);
});
