import { expect, test } from 'vitest';
import { csvOf, jsonOf } from './export-csv.ts';
import type { JobRow } from '../model/job-row.ts';
import { parseStrictly } from '../testing/strict-csv.ts';

const row = (change: Partial<JobRow>): JobRow => ({
  id: '7', fileName: 'photo.jpg', typeName: 'AI Image Detector', sizeBytes: 1234, sha256: 'ab', note: null,
  verdict: { band: 'manipulated', label: 'Likely manipulated', finding: 'Signs of AI', confidence: 0.93, confidenceOf: null, simulated: true },
  job: { id: '7', taskTypeId: '1', status: 'completed', statusWord: 'completed', createdAt: Date.UTC(2026, 2, 1, 10), updatedAt: null },
  ...change,
});

test('a strict parser reads back what is shown, behind a byte order mark', async () => {
  const csv = await csvOf([row({}), row({ id: '8', verdict: null, fileName: null })]);
  expect(csv.startsWith('\uFEFF')).toBe(true);
  expect(parseStrictly(csv.slice(1))).toEqual([
    ['Job', 'File', 'Task type', 'Status', 'Verdict', 'Finding', 'Confidence', 'Simulated', 'Judgement', 'Created', 'Size (bytes)', 'SHA-256', 'Confidence of'],
    ['7', 'photo.jpg', 'AI Image Detector', 'Completed', 'Likely manipulated', 'Signs of AI', '0.93', 'yes', '', '2026-03-01T10:00:00.000Z', '1234', 'ab', 'the file'],
    ['8', '', 'AI Image Detector', 'Completed', '', '', '', '', '', '2026-03-01T10:00:00.000Z', '1234', 'ab', ''],
  ]);
});

test.each(['a "quoted", name.jpg', 'two\r\nlines.jpg', '名前 \u202Egpj.exe', ' spaces ', ';semicolon'])('the name %j comes through whole', async (fileName) => {
  expect(parseStrictly((await csvOf([row({ fileName })])).slice(1))[1]?.[1]).toBe(fileName);
});

test.each(['=HYPERLINK("http://x")', '+1', '-1+1', '@SUM(A1)', '\tx', '\r=1'])('the name %j is no formula', async (fileName) => {
  expect(parseStrictly((await csvOf([row({ fileName })])).slice(1))[1]?.[1]).toBe(`'${fileName}`);
});

test('JSON gives the same fields, and null for what is not known', () => {
  expect(JSON.parse(jsonOf([row({ fileName: null })]))).toEqual([expect.objectContaining({ Job: '7', File: null, Confidence: 0.93, 'SHA-256': 'ab' })]);
});

test('no jobs make a CSV of one header', async () => {
  expect(parseStrictly((await csvOf([])).slice(1))).toHaveLength(1);
});
