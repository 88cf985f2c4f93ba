import { expect, test } from 'vitest';
import { addEntries, type JudgementEntry } from '#src/review/judgement/judgement.ts';
import { READER_VERSION } from '#src/lib/reader-version.ts';
import type { UploadRecord } from '#src/upload/model/upload-record.ts';
import { jobNotesOf } from './job-notes.ts';

const evidence = (jobId: string, sha256: string | null): UploadRecord => ({ jobId, name: 'a.jpg', folder: '', sizeBytes: 1, lastModified: 0, contentType: 'image/jpeg', taskType: 'ai-image-detection', sha256, times: { staged: 0 } });
const judged: JudgementEntry = {
  kind: 'judged', id: 'j', jobId: '2', at: 1, verdict: 'authentic', reason: 'seen it', tags: ['press', 'court'], notes: 'call back',
  detector: { taskTypeId: '1', finding: '', direction: 'manipulated', confidence: 0.8, simulated: false, readerVersion: READER_VERSION },
};

test('what is known of uploads and what was judged come together by job', () => {
  const log = addEntries(new Map(), [judged]);
  const notes = jobNotesOf(log, [evidence('1', 'aa'), evidence('2', 'bb')], {});
  expect(notes.get('1')).toEqual({ sha256: 'aa', judgement: null, disagrees: false, text: '' });
  expect(notes.get('2')).toEqual({ sha256: 'bb', judgement: 'authentic', disagrees: true, text: 'seen it press court call back' });
  expect(jobNotesOf(log, [], { 'ai-image-detection': { authentic: 0.7, manipulated: 0.9 } }).get('2')).toMatchObject({ sha256: null, disagrees: false });
});

test('a judgement that was taken back is none', () => {
  const log = addEntries(new Map(), [judged, { kind: 'undone', id: 'u', jobId: '2', at: 2, entryId: 'j' }]);
  expect(jobNotesOf(log, [], {}).size).toBe(0);
});
