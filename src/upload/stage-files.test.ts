// @vitest-environment node
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { stageFiles, type StagedFile } from './stage-files.ts';

const media = (name: string) => readFile(new URL(`../../e2e/media/${name}`, import.meta.url));

async function stage(...files: File[]): Promise<StagedFile[]> {
  const staged: StagedFile[] = [];
  await stageFiles(files, 1_000, (batch) => staged.push(...batch));
  return staged;
}

test.each([
  ['photo.jpg', 'jpeg', 1], ['portrait.png', 'png', 1], ['tone.mp3', 'mp3', 2], ['tone.wav', 'wav', 2], ['tone.m4a', 'm4a', 2],
  ['clip.mp4', 'mp4', 3], ['clip.mov', 'mov', 3], ['clip.webm', 'webm', 4], ['page.pdf', 'pdf', 6],
])('%s is %s by its bytes alone, and goes to task type %i', async (name, format, taskTypeId) => {
  const [staged] = await stage(new File([await media(name)], 'no-extension'));
  expect(staged?.item).toMatchObject({ format, taskTypeId, state: { status: 'staged' } });
  expect(staged?.bytes?.size).toBe(staged?.item.sizeBytes);
});

test('a PNG named .jpg is sent as a PNG, and says so', async () => {
  const [staged] = await stage(new File([await media('portrait.png')], 'x.jpg', { type: 'image/jpeg' }));
  expect(staged?.item).toMatchObject({ contentType: 'image/png', notice: 'named .jpg, but it is a PNG' });
});

test('what nothing takes is kept by name with the reason, and without its bytes', async () => {
  const staged = await stage(new File(['hello'], 'notes.txt', { type: 'text/plain' }), new File([], 'empty.jpg'));
  expect(staged.map(({ item, bytes }) => [item.name, item.state.status, bytes])).toEqual([['notes.txt', 'rejected', null], ['empty.jpg', 'rejected', null]]);
});

test('many files keep their order', async () => {
  const staged = await stage(...Array.from({ length: 150 }, (_, index) => new File(['x'], `${index}.txt`)));
  const ids = staged.map(({ item }) => item.id);
  expect(ids.toSorted()).toEqual(ids);
  expect(staged.map(({ item }) => item.name)).toEqual(Array.from({ length: 150 }, (_, index) => `${index}.txt`));
});
