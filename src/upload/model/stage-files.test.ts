// @vitest-environment node
import { expect, test } from 'vitest';
import { stageFiles, type StagedFile } from './stage-files.ts';

async function stage(...files: File[]): Promise<StagedFile[]> {
  const staged: StagedFile[] = [];
  await stageFiles(files, 1_000, (batch) => staged.push(...batch));
  return staged;
}

test('a file is listed as what its name and type say, with its bytes, before anything of it is read', async () => {
  const file = new File(['x'], 'photo.jpg', { type: 'image/jpeg', lastModified: 7 });
  file.arrayBuffer = () => Promise.reject(new Error('read'));
  const [staged] = await stage(file);
  expect(staged?.bytes).toBe(file);
  expect(staged?.item).toMatchObject({ name: 'photo.jpg', sizeBytes: 1, lastModified: 7, format: 'jpeg', contentType: 'image/jpeg', taskType: 'ai-image-detection', inspected: false, state: { status: 'staged' } });
});

test('a file whose name says nothing waits for a look at its content', async () => {
  const [staged] = await stage(new File(['hello'], 'notes.txt', { type: 'text/plain' }));
  expect(staged?.item).toMatchObject({ format: null, taskType: null, contentType: 'text/plain', inspected: false, state: { status: 'staged' } });
  expect(staged?.bytes).not.toBeNull();
});

test('an empty file is kept by name with the reason, and without its bytes', async () => {
  const [staged] = await stage(new File([], 'empty.jpg'));
  expect(staged).toMatchObject({ bytes: null, item: { name: 'empty.jpg', inspected: true, state: { status: 'rejected' } } });
});

test('many files keep their order', async () => {
  const staged = await stage(...Array.from({ length: 150 }, (_, index) => new File(['x'], `${index}.txt`)));
  const ids = staged.map(({ item }) => item.id);
  expect(ids.toSorted()).toEqual(ids);
  expect(staged.map(({ item }) => item.name)).toEqual(Array.from({ length: 150 }, (_, index) => `${index}.txt`));
});
