import { expect, test } from 'vitest';
import type { UploadRecord } from './upload-record.ts';
import type { UploadItem } from './item.ts';
import { testItem } from '../testing/items.ts';
import { asksFirst, createDuplicateFinder, duplicateJobOf, duplicateStatus } from './duplicate-finder.ts';

function finderOf(...items: UploadItem[]) {
  const byId = new Map(items.map((item) => [item.id, item]));
  const finder = createDuplicateFinder((id) => byId.get(id));
  items.forEach(finder.note);
  return finder;
}

function evidence(jobId: string, staged: number, taskType: string): UploadRecord {
  return {
    jobId, taskType, name: 'photo.jpg', folder: '', sizeBytes: 4, lastModified: 0, contentType: 'image/jpeg', sha256: 'f00d', times: { staged },
  };
}

const first = testItem({ id: 'a', name: 'photo.jpg', sha256: 'f00d' });

test.each<[string, Partial<UploadItem>, boolean]>([
  ['the same name, size and time', { lastModified: first.lastModified }, true],
  ['the same bytes under another name', { name: 'copy.jpg', lastModified: 9, sha256: 'f00d' }, true],
  ['other bytes, although they look the same', { sha256: 'beef' }, false],
  ['the same file for another detector', { sha256: 'f00d', taskType: 'image-forgery-detection' }, false],
  ['another file', { name: 'other.jpg', sizeBytes: 5 }, false],
])('%s', (_what, change, isTwin) => {
  const second = testItem({ id: 'b', ...change });
  expect(finderOf(first, second).find(second)?.id ?? null).toBe(isTwin ? 'a' : null);
  // Of two, the one that came first is never the double.
  expect(finderOf(first, second).find(first)).toBeNull();
});

test('an item that goes on as a single one is nobody’s double; an earlier one with its bytes is', () => {
  const second = testItem({ id: 'b', name: 'copy.jpg', lastModified: 9, sha256: 'f00d' });
  const finder = finderOf(first, second);
  finder.claim('b');
  expect(finder.find(first)?.id).toBe('b');
  finder.claim('a');
  expect(finder.find(first)).toBeNull();
  finder.forget('b');
  expect(finder.find(first)).toBeNull();
});

test('what left the list is nobody’s twin', () => {
  const second = testItem({ id: 'b' });
  const finder = finderOf(first, second);
  finder.forget('a');
  expect(finder.find(second)).toBeNull();
  expect(finder.sharesSize(second)).toBe(false);
});

test('a person is asked about the same file, and told of the same bytes under another name', () => {
  const twin = { kind: 'item', itemId: 'a' } as const;
  const double = testItem({ id: 'b', twin: { ...twin, sameName: true } });
  expect(duplicateStatus(double, { a: first })).toBe('listed');
  expect(duplicateStatus(double, { a: { ...first, state: { status: 'submitted', jobId: '7' } } })).toEqual({ jobId: '7' });
  expect(asksFirst(double, { a: first })).toBe(true);
  expect(asksFirst(double, {})).toBe(false);
  expect(asksFirst({ ...double, twin: { ...twin, sameName: false } }, { a: first })).toBe(false);
});

test('the latest job of the same detector is offered; what Face Intelligence was asked is not known', () => {
  const earlier = [evidence('1', 10, 'ai-image-detection'), evidence('2', 20, 'ai-image-detection'), evidence('3', 30, 'image-forgery-detection'), evidence('4', 40, 'face-intelligence')];
  expect(duplicateJobOf(first, earlier)).toEqual({ kind: 'job', jobId: '2', sameName: true });
  expect(duplicateJobOf({ ...first, taskType: 'face-intelligence' }, earlier)).toBeNull();
  expect(duplicateJobOf({ ...first, taskType: 'document-intelligence' }, earlier)).toBeNull();
});
