import { expect, test } from 'vitest';
import type { UploadRecord } from '../model/upload-record.ts';
import { uploadRecordOf } from '../model/upload-record.ts';
import { resubmit } from './resubmit.ts';
import { testItem } from '../testing/items.ts';

const checks = { liveness: true, faceSwap: false, similarity: true };
const reference = { name: 'id.jpg', sizeBytes: 3, contentType: 'image/jpeg' };
const sent = testItem({ taskType: 'face-intelligence', checks, reference, state: { status: 'submitted', jobId: '7' }, sha256: 'f00d' });
const file = { blob: new Blob(['bits']), name: 'photo.jpg', contentType: 'image/jpeg' };
const bytes = new Blob(['ref']);

/** What is kept of the job, as far as it was kept. */
function kept(change: Partial<UploadRecord> = {}): UploadRecord {
  const evidence = uploadRecordOf(sent);
  if (evidence === null) throw new Error('A submitted item has evidence.');
  return { ...evidence, ...change };
}

test('Retry of Face Intelligence runs with the same checks and the same reference', () => {
  expect(resubmit({ file, evidence: kept(), reference: bytes }, ['face-intelligence'], 5)).toMatchObject([{ item: { taskType: 'face-intelligence', checks, reference, sha256: 'f00d' } }]);
  const swapOnly = kept({ checks: { liveness: false, faceSwap: true, similarity: false }, reference: undefined });
  expect(resubmit({ file, evidence: swapOnly, reference: null }, ['face-intelligence'], 5)).toMatchObject([{ item: { checks: { liveness: false, faceSwap: true, similarity: false }, reference: null } }]);
});

test.each([
  ['the reference is gone', { evidence: kept(), reference: null }, 'reference-gone'],
  ['the reference is another', { evidence: kept(), reference: new Blob(['other']) }, 'reference-gone'],
  ['an earlier version kept no checks', { evidence: kept({ checks: undefined }), reference: bytes }, 'checks-unknown'],
  ['nothing is known of the upload', { evidence: null, reference: bytes }, 'checks-unknown'],
])('when %s, it does not run with others instead', (_name, rest, outcome) => {
  expect(resubmit({ file, ...rest }, ['face-intelligence'], 5)).toBe(outcome);
  // All or none: what was asked for together does not start in part.
  expect(resubmit({ file, ...rest }, ['ai-image-detection', 'face-intelligence'], 5)).toBe(outcome);
});

test('a detector without checks, and Face Intelligence for a file that it never saw, need none of it', () => {
  const other = kept({ taskType: 'ai-image-detection', checks: undefined, reference: undefined });
  expect(resubmit({ file, evidence: other, reference: null }, ['ai-image-detection', 'face-intelligence'], 5)).toMatchObject([
    { item: { taskType: 'ai-image-detection' } },
    { item: { taskType: 'face-intelligence', checks: { liveness: true, similarity: false } } },
  ]);
});

test('the evidence of a job holds what it was asked for', () => {
  expect(kept()).toMatchObject({ checks, reference });
});
