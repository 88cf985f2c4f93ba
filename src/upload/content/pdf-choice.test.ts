import { expect, test } from 'vitest';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import { withContent } from './apply-content.ts';
import { newItem } from '../model/stage-files.ts';

const PDF = { mime: 'application/pdf', extension: 'pdf' };
const TOLD = { slug: 'pdf-tampering-detection', ids: ['13'], name: null, description: null, slotName: 'original', mimes: ['application/pdf'], refused: [], isCurrent: true };
const staged = (at: number) => ({ ...newItem({ name: 'a.pdf', folder: '', sizeBytes: 9, lastModified: 0 }, at, 0), format: 'pdf' as const, taskType: 'document-intelligence' });

test('a PDF goes to the tampering detector once the platform is known to offer it, unless somebody chose, or it is in line already', () => {
  expect(withContent(staged(Date.now()), PDF).taskType).toBe('document-intelligence');
  const before = staged(Date.now());
  taskTypes.learn([TOLD]);
  expect(withContent(before, PDF).taskType).toBe('pdf-tampering-detection');
  expect(withContent({ ...before, state: { status: 'waiting' } }, PDF)).toMatchObject({ taskType: 'document-intelligence', state: { status: 'waiting' } });
  expect(withContent(staged(Date.now() + 1_000), PDF).taskType).toBe('document-intelligence');
  taskTypes.restore([]);
});
