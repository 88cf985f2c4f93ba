import { expect, test } from 'vitest';
import { readJob } from '#src/jobs-api/normalize.ts';
import { csvOf, jsonOf } from '#src/jobs/table/export-csv.ts';
import { JobQueryEngine } from '#src/jobs/index/store/job-query-engine.ts';
import { DEFAULT_VIEW } from '#src/jobs/model/search-params.ts';
import { parseStrictly } from '#src/jobs/testing/strict-csv.ts';
import { reviewQueue } from '#src/review/result/review-queue.ts';
import { keptDetailOf } from './kept-detail.ts';
import { VERDICT_KINDS, verdictCellsFor } from './verdict-cell.ts';

const ANSWERS = [
  { jobId: 1, status: 'completed', taskTypeSlug: 'faceswap-detection', result: { error: 'WORKER', message: 'CUDA out of memory' } },
  { jobId: 2, status: 'PROCESSED', taskTypeSlug: 'face-liveness-detection', result: { status: 'error', errors: ['No face found'], isLiveness: true, confidence: 0.99 } },
  { jobId: 3, status: 'completed', taskTypeSlug: 'face-embedding', result: { faceVector: [1, 2] } },
  { jobId: 4, status: 'completed', taskTypeSlug: 'ai-image-detection', result: { isAiGenerated: true, confidence: 0.93 } },
  { jobId: 5, status: 'failed', taskTypeSlug: 'ai-image-detection', errorMessage: 'Unreadable', result: { isAiGenerated: true, confidence: 0.93 } },
  { jobId: 6, status: 'queued', taskTypeSlug: 'ai-image-detection' },
];

const jobs = ANSWERS.map((answer) => readJob(answer));
const book = new JobQueryEngine();
for (const job of jobs) book.columns.put({ ...job, detail: { ...keptDetailOf(job), final: true } });
book.reset();
book.setExtras({ cellOf: verdictCellsFor({}), notes: new Map() });
const rows = (view: Partial<typeof DEFAULT_VIEW>) => [...book.inView({ ...DEFAULT_VIEW, ...view })].flatMap((slot) => book.rowAt(slot) ?? []);
const ids = (view: Partial<typeof DEFAULT_VIEW>) => rows(view).map(({ id }) => id).toSorted();

test('a worker failure is counted and filtered by itself, never under "No verdict"', () => {
  expect(Object.fromEntries(book.totals(new Set()).bands)).toEqual({ 'worker-failed': 2, none: 3, manipulated: 1 });
  expect(ids({ verdict: 'worker-failed' })).toEqual(['1', '2']);
  expect(ids({ verdict: 'none' })).toEqual(['3', '5', '6']);
});

test('every count under "Verdict" is a filter that shows as many jobs, by a name of its own', () => {
  for (const [kind, count] of book.totals(new Set()).bands) {
    expect(ids({ verdict: kind })).toHaveLength(count);
    expect(VERDICT_KINDS.map(([id]) => id)).toContain(kind);
  }
  expect(new Set(VERDICT_KINDS.map(([, label]) => label)).size).toBe(VERDICT_KINDS.length);
});

test('table, search, CSV and JSON say the same of it: no verdict, no confidence, the reason', async () => {
  const failed = rows({ q: 'failed in the worker' });
  expect(failed.map(({ verdict }) => verdict)).toEqual(expect.arrayContaining([
    { band: 'worker-failed', label: 'Failed in the worker', finding: 'Failed in the worker: No face found', confidence: null, confidenceOf: null, simulated: false },
  ]));
  expect(failed).toHaveLength(2);
  const expected = { Verdict: 'Failed in the worker', Finding: expect.stringMatching(/^Failed in the worker: (?:No face found|CUDA out of memory; WORKER)$/) };
  expect(JSON.parse(jsonOf(failed))).toEqual([expect.objectContaining({ ...expected, Confidence: null }), expect.objectContaining({ ...expected, Confidence: null })]);
  const [header = [], ...lines] = parseStrictly((await csvOf(failed)).slice(1));
  for (const line of lines) expect(Object.fromEntries(header.map((name, at) => [name, line[at]]))).toMatchObject({ ...expected, Confidence: '' });
});

test('nobody is asked to judge what no worker looked at, nor a job that failed', () => {
  const candidates = jobs.flatMap((job) => {
    const { reading } = keptDetailOf(job);
    return reading === null ? [] : [{ jobId: job.id, reading, completedAt: null }];
  });
  expect(candidates.map(({ jobId }) => jobId)).toEqual(['1', '2', '3', '4']);
  expect(reviewQueue(candidates, new Set(), 0)).toEqual(['4']);
});

test('a confidence that is one face’s says whose it is, in the table and in the exports', async () => {
  const faces = new JobQueryEngine();
  const job = readJob({ jobId: 9, status: 'completed', taskTypeSlug: 'faceswap-detection', result: { identityPredictions: [{ identityId: 0, isDeepFake: true }], boundingBoxes: { 0: { class: 'fake', confidence: 0.91, boundingBox: {} } } } });
  faces.columns.put({ ...job, detail: { ...keptDetailOf(job), final: true } });
  faces.reset();
  faces.setExtras({ cellOf: verdictCellsFor({}), notes: new Map() });
  const [row] = [...faces.inView(DEFAULT_VIEW)].flatMap((slot) => faces.rowAt(slot) ?? []);
  expect(row?.verdict).toMatchObject({ confidence: 0.91, confidenceOf: 'face 0' });
  expect(JSON.parse(jsonOf(row ? [row] : []))).toMatchObject([{ Confidence: 0.91, 'Confidence of': 'face 0' }]);
  expect(JSON.parse(jsonOf(rows({ verdict: 'manipulated' })))).toMatchObject([{ Confidence: 0.93, 'Confidence of': 'the file' }]);
});
