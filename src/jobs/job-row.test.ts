import { expect, test } from 'vitest';
import { rowsInView, type JobRow } from './job-row.ts';
import { DEFAULT_VIEW } from './view-in-address.ts';

const row = (id: string, change: Partial<JobRow> = {}, createdAt: number | null = Number(id)): JobRow => ({
  id, known: true, fileName: `photo-${id}.jpg`, typeName: 'AI Image Detector', verdict: null,
  job: { id, taskTypeId: '1', status: 'completed', statusWord: 'completed', createdAt, updatedAt: null }, ...change,
});
const ids = (rows: readonly JobRow[]) => rows.map((shown) => shown.id);
const verdict = (band: string, confidence: number | null) => ({ band, label: band, finding: 'x', confidence, simulated: false });

test('newest first, equal ones by id, those without a date last', () => {
  expect(ids(rowsInView([row('9', {}, 5), row('10', {}, 5), row('2', {}, 7), row('3', {}, null)], DEFAULT_VIEW))).toEqual(['2', '10', '9', '3']);
});

test('every word has to be found, in name, id, type or verdict', () => {
  const rows = [row('1'), row('2', { fileName: 'Holiday at sea.png' }), row('3', { fileName: null })];
  expect(ids(rowsInView(rows, { ...DEFAULT_VIEW, q: 'SEA holiday' }))).toEqual(['2']);
  expect(ids(rowsInView(rows, { ...DEFAULT_VIEW, q: 'nothing' }))).toEqual([]);
});

test('filters combine, and a job without a result has no verdict', () => {
  const rows = [row('1', { verdict: verdict('manipulated', 0.9) }), row('2'), row('3', { verdict: verdict('authentic', 0.8) })];
  expect(ids(rowsInView(rows, { ...DEFAULT_VIEW, verdict: 'manipulated', type: '1', status: 'completed' }))).toEqual(['1']);
  expect(ids(rowsInView(rows, { ...DEFAULT_VIEW, verdict: 'none' }))).toEqual(['2']);
  expect(ids(rowsInView(rows, { ...DEFAULT_VIEW, status: 'AWAITING_REVIEW' }))).toEqual([]);
});

test('sorting by confidence keeps those without one at the end, both ways', () => {
  const rows = [row('1', { verdict: verdict('manipulated', 0.2) }), row('2'), row('3', { verdict: verdict('authentic', 0.8) })];
  expect(ids(rowsInView(rows, { ...DEFAULT_VIEW, sort: { column: 'confidence', descending: true } }))).toEqual(['3', '1', '2']);
  expect(ids(rowsInView(rows, { ...DEFAULT_VIEW, sort: { column: 'confidence', descending: false } }))).toEqual(['1', '3', '2']);
});
