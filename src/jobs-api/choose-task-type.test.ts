import { expect, test } from 'vitest';
import { MAX_UPLOAD_BYTES, chooseTaskType, offeredTaskTypes, type FileFacts } from './choose-task-type.ts';

const file = (name: string, declaredMime: string, content: string | null = null, sizeBytes = 10): FileFacts => ({
  name, sizeBytes, declaredMime, content: content === null ? null : { mime: content, extension: content.split('/')[1] ?? '' },
});

test.each([
  ['a.jpg', 'image/jpeg', 'image/jpeg', 1], ['a.png', 'image/png', 'image/png', 1], ['a.mp3', 'audio/mpeg', 'audio/mpeg', 2],
  ['a.wav', 'audio/x-wav', 'audio/vnd.wave', 2], ['a.m4a', 'audio/x-m4a', 'audio/x-m4a', 2], ['a.mp4', 'video/mp4', 'video/mp4', 3],
  ['a.mov', 'video/quicktime', 'video/quicktime', 3], ['a.webm', 'video/webm', 'video/webm', 4], ['a.pdf', 'application/pdf', 'application/pdf', 6],
  ['A.JPEG', '', 'image/jpeg', 1],
])('%s declared %s with content %s goes to type %i without a notice', (name, mime, content, taskTypeId) => {
  expect(chooseTaskType(file(name, mime, content))).toMatchObject({ accepted: true, taskTypeId, notice: null });
});

test.each([
  [file('a.jpg', 'image/jpeg', 'image/png'), 'image/png', 'named .jpg, but it is a PNG'],
  [file('a.png', 'image/png', 'video/mp4'), 'video/mp4', 'named .png, but it is an MP4'],
  [file('noname', '', 'application/pdf'), 'application/pdf', 'named without an extension, but it is a PDF'],
  [file('a.mp3', 'audio/mpeg'), 'audio/mpeg', 'The content was not recognised; taken as MP3 by its name.'],
  [file('a.bin', 'audio/mpeg'), 'audio/mpeg', 'The content was not recognised; taken as MP3 by its declared type.'],
])('%o is sent as %s and says why', (facts, contentType, notice) => {
  expect(chooseTaskType(facts)).toMatchObject({ accepted: true, contentType, notice });
});

test('an M4A of a generic MP4 brand stays audio', () => {
  expect(chooseTaskType(file('voice.m4a', 'audio/x-m4a', 'video/mp4'))).toMatchObject({ accepted: true, format: 'm4a', taskTypeId: 2, notice: null });
});

test.each([
  [file('notes.txt', 'text/plain'), /No detector takes \.txt files\. Accepted: JPEG, PNG, .* or PDF\./],
  [file('a.jpg', 'image/jpeg', 'image/gif'), /Named \.jpg, but it is a GIF file, which no detector takes\./],
  [file('a.jpg', 'image/jpeg', 'image/jpeg', 0), /empty/],
  [file('a.mp4', 'video/mp4', 'video/mp4', MAX_UPLOAD_BYTES + 1), /5 GiB/],
])('%o is rejected with what would be accepted', (facts, reason) => {
  expect(chooseTaskType(facts)).toMatchObject({ accepted: false, reason: expect.stringMatching(reason) as unknown });
});

test('only the types that take a format are offered (wire format, section 1)', () => {
  expect(offeredTaskTypes('jpeg')).toEqual([1, 5, 6, 7, 8, 9]);
  expect(offeredTaskTypes('wav')).toEqual([2, 10]);
  expect(offeredTaskTypes('mp4')).toEqual([3, 4, 8, 11]);
  expect(offeredTaskTypes('webm')).toEqual([4, 8, 11]);
  expect(offeredTaskTypes('pdf')).toEqual([6]);
});
