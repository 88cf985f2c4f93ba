// @vitest-environment node
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { withContent } from './content-found.ts';
import type { UploadItem } from './item.ts';
import { sniff, sniffWhole } from './sniff.ts';
import { newItem } from './stage-files.ts';

const media = (name: string) => readFile(new URL(`../../e2e/media/${name}`, import.meta.url));

/** An item of real bytes under any name, once they were looked at. */
async function look(file: File, change: Partial<UploadItem> = {}): Promise<UploadItem> {
  const item = { ...newItem({ name: file.name, folder: '', sizeBytes: file.size, lastModified: 0 }, 1_000, 0), contentType: file.type, ...change };
  const content = await sniff(file);
  expect(await sniffWhole(await file.arrayBuffer())).toEqual(content);
  return withContent(item, content);
}

test.each([
  ['photo.jpg', 'jpeg', 1], ['portrait.png', 'png', 1], ['tone.mp3', 'mp3', 2], ['tone.wav', 'wav', 2], ['tone.m4a', 'm4a', 2],
  ['clip.mp4', 'mp4', 3], ['clip.mov', 'mov', 3], ['clip.webm', 'webm', 4], ['page.pdf', 'pdf', 6],
])('%s is %s by its bytes alone, and goes to task type %i', async (name, format, taskTypeId) => {
  const item = await look(new File([await media(name)], 'no-extension'));
  expect(item).toMatchObject({ format, taskTypeId, inspected: true, state: { status: 'staged' } });
});

test('a PNG named .jpg is sent as a PNG, says so, and stays in line for the detector that was chosen', async () => {
  const file = new File([await media('portrait.png')], 'x.jpg', { type: 'image/jpeg' });
  const item = await look(file, { format: 'jpeg', taskTypeId: 5, state: { status: 'waiting' } });
  expect(item).toMatchObject({ contentType: 'image/png', notice: 'named .jpg, but it is a PNG', taskTypeId: 5, state: { status: 'waiting' } });
});

test('a video named .jpg leaves the line: nobody asked to pay for a look at a video', async () => {
  const file = new File([await media('clip.mp4')], 'x.jpg', { type: 'image/jpeg' });
  const item = await look(file, { format: 'jpeg', taskTypeId: 1, state: { status: 'waiting' } });
  expect(item).toMatchObject({ format: 'mp4', notice: 'named .jpg, but it is an MP4', taskTypeId: 3, state: { status: 'staged' } });
});

test('what nothing takes is rejected with the reason', async () => {
  const item = await look(new File(['hello'], 'notes.txt', { type: 'text/plain' }));
  expect(item).toMatchObject({ format: null, taskTypeId: null, state: { status: 'rejected', reason: expect.stringMatching(/\.txt.*JPEG/) } });
});

test('a file that matches nothing known is taken by its name, and says so', async () => {
  const item = await look(new File(['hello'], 'photo.jpg', { type: 'image/jpeg' }), { format: 'jpeg', taskTypeId: 1 });
  expect(item).toMatchObject({ format: 'jpeg', taskTypeId: 1, notice: expect.stringContaining('not recognised'), state: { status: 'staged' } });
});
