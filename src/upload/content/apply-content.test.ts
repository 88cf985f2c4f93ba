// @vitest-environment node
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { withContent } from './apply-content.ts';
import type { UploadItem } from '../model/item.ts';
import { sniff, sniffWhole } from './sniff.ts';
import { newItem } from '../model/stage-files.ts';

const media = (name: string) => readFile(new URL(`../../../e2e/media/${name}`, import.meta.url));

/** An item of real bytes under any name, once they were looked at. */
async function look(file: File, change: Partial<UploadItem> = {}): Promise<UploadItem> {
  const item = { ...newItem({ name: file.name, folder: '', sizeBytes: file.size, lastModified: 0 }, 1_000, 0), contentType: file.type, ...change };
  const content = await sniff(file);
  expect(await sniffWhole(await file.arrayBuffer())).toEqual(content);
  return withContent(item, content);
}

test.each([
  ['photo.jpg', 'jpeg', 'ai-image-detection'], ['portrait.png', 'png', 'ai-image-detection'], ['tone.mp3', 'mp3', 'ai-audio-detection'], ['tone.wav', 'wav', 'ai-audio-detection'], ['tone.m4a', 'm4a', 'ai-audio-detection'],
  ['clip.mp4', 'mp4', 'ai-video-detection'], ['clip.mov', 'mov', 'ai-video-detection'], ['clip.webm', 'webm', 'faceswap-detection'], ['page.pdf', 'pdf', 'document-intelligence'],
])('%s is %s by its bytes alone, and goes to task type %s', async (name, format, taskType) => {
  const item = await look(new File([await media(name)], 'no-extension'));
  expect(item).toMatchObject({ format, taskType, inspected: true, state: { status: 'staged' } });
});

test('a PNG named .jpg is sent as a PNG, says so, and stays in line for the detector that was chosen', async () => {
  const file = new File([await media('portrait.png')], 'x.jpg', { type: 'image/jpeg' });
  const item = await look(file, { format: 'jpeg', taskType: 'image-forgery-detection', state: { status: 'waiting' } });
  expect(item).toMatchObject({ contentType: 'image/png', notice: 'named .jpg, but it is a PNG', taskType: 'image-forgery-detection', state: { status: 'waiting' } });
});

test('a video named .jpg leaves the line: nobody asked to pay for a look at a video', async () => {
  const file = new File([await media('clip.mp4')], 'x.jpg', { type: 'image/jpeg' });
  const item = await look(file, { format: 'jpeg', taskType: 'ai-image-detection', state: { status: 'waiting' } });
  expect(item).toMatchObject({ format: 'mp4', notice: 'named .jpg, but it is an MP4', taskType: 'ai-video-detection', state: { status: 'staged' } });
});

test('what nothing takes is rejected with the reason', async () => {
  const item = await look(new File(['hello'], 'notes.txt', { type: 'text/plain' }));
  expect(item).toMatchObject({ format: null, taskType: null, state: { status: 'rejected', reason: expect.stringMatching(/\.txt.*JPEG/) } });
});

test('a file that matches nothing known is taken by its name, and says so', async () => {
  const item = await look(new File(['hello'], 'photo.jpg', { type: 'image/jpeg' }), { format: 'jpeg', taskType: 'ai-image-detection' });
  expect(item).toMatchObject({ format: 'jpeg', taskType: 'ai-image-detection', notice: expect.stringContaining('not recognised'), state: { status: 'staged' } });
});
