import { expect, test } from 'vitest';
import { READER_VERSION } from '#src/lib/reader-version.ts';
import { packChunk, unpackChunk } from './chunk.ts';
import { ColumnStore } from './column-store.ts';
import type { IndexedJob, KeptReading } from '../../model/indexed-job.ts';

const reading: KeptReading = { outcome: 'finding', finding: 'x', direction: 'authentic', confidence: 0.9, confidenceOf: null, simulated: false, readerVersion: READER_VERSION };
const job = (readerVersion: number): IndexedJob => ({
  id: '1', taskTypeId: '7', status: 'completed', statusWord: 'completed', createdAt: 1, updatedAt: 1,
  detail: { fileName: 'a.jpg', sizeBytes: 1, sha256: null, reading: { ...reading, readerVersion }, final: true },
});

function kept(readerVersion: number): IndexedJob | null {
  const before = new ColumnStore();
  before.put(job(READER_VERSION));
  const packed = packChunk(before, 0);
  const after = new ColumnStore();
  unpackChunk(after, { ...packed, findings: packed.findings.map((finding) => ({ ...finding, readerVersion })) });
  return after.at(0);
}

test('what this reader read is kept', () => {
  expect(kept(READER_VERSION)?.detail).toMatchObject({ final: true, reading });
});

test('what another version of the reader read, on disk or in another tab, is dropped and due to be read again', () => {
  expect(kept(READER_VERSION - 1)?.detail).toMatchObject({ fileName: 'a.jpg', final: false, reading: null });
  const columns = new ColumnStore();
  columns.put(job(READER_VERSION - 1));
  expect(columns.at(0)?.detail).toMatchObject({ fileName: 'a.jpg', final: false, reading: null });
});
