import { expect, test } from 'vitest';
import { documented } from '#src/jobs-api/fixtures/documented.ts';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import { readJob } from '#src/jobs-api/normalize.ts';
import { DEFAULT_THRESHOLDS } from '../thresholds/bands.ts';
import type { JudgementEntry } from '../judgement/judgement.ts';
import { limitationsOf } from './limitations.ts';
import { reportJson } from './report-json.ts';
import { makeReport, type ReportSource } from './report.ts';

const MAKER = { appVersion: '1.2.3', platform: 'platform.example', now: Date.UTC(2026, 2, 1) };
const SHA = 'ab'.repeat(32);
const judged: JudgementEntry = { kind: 'judged', id: 'j', jobId: '469', at: 5, verdict: 'authentic', reason: 'seen', tags: ['press'], notes: '', detector: null };

function source(part: Partial<ReportSource> = {}, result: unknown = documented.detail.result): ReportSource {
  return { job: readJob({ ...documented.detail, result }), fileName: 'photo.jpg', local: { sha256: SHA, steps: [['Added here', 0]] }, entries: [], thresholds: DEFAULT_THRESHOLDS, pictures: [], provenance: null, actions: [], ...part };
}

const reported = (...args: Parameters<typeof source>) => makeReport([source(...args)], MAKER).jobs[0];

test('a report holds who made it, the file, each step, the finding with its thresholds, and the result as it came', () => {
  const report = makeReport([source({ thresholds: { authentic: 0.7, manipulated: 0.99 } })], MAKER);
  expect(report).toMatchObject({ kind: 'assay-report', madeAt: '2026-03-01T00:00:00.000Z', madeWith: 'Assay 1.2.3', platform: 'platform.example', simulated: false });
  expect(report.jobs[0]).toMatchObject({
    jobId: '469',
    file: { name: 'photo.jpg', sizeBytes: 1234, sha256: SHA, sha256From: 'this browser', sha256Differs: null },
    taskType: { id: '1', name: 'AI Image Detector' },
    finding: { direction: 'manipulated', confidence: 0.98, band: 'uncertain', bandInWords: 'Uncertain', likelyFrom: { manipulated: 0.99 } },
    judgement: null,
    rawResult: documented.detail.result,
  });
  expect(report.jobs[0]?.times.map(({ step, at }) => `${step} ${at}`)).toEqual([
    'Added here, by this browser 1970-01-01T00:00:00.000Z',
    'Created, by the platform 2026-03-01T10:00:00.000Z',
    'Completed, by the platform 2026-03-01T10:00:09.000Z',
    'Last change, by the platform 2026-03-01T10:00:09.000Z',
  ]);
});

test('the analyst’s judgement says whether it disagrees, and what was taken back stays in the history', () => {
  const undone: JudgementEntry = { kind: 'undone', id: 'u', jobId: '469', at: 6, entryId: 'j' };
  expect(reported({ entries: [judged] })?.judgement).toEqual({ verdict: 'authentic', reason: 'seen', tags: ['press'], notes: '', at: '1970-01-01T00:00:00.005Z', disagreesWithDetector: true });
  expect(reported({ entries: [judged, undone] })).toMatchObject({ judgement: null, judgementHistory: [judged, undone] });
});

test('a SHA-256 is given with who computed it, and a difference is said', () => {
  const other = 'cd'.repeat(32);
  expect(reported({ local: null }, { sha256: other })?.file).toMatchObject({ sha256: other, sha256From: 'the result', sha256Differs: null });
  expect(reported({}, { sha256: other })?.file).toMatchObject({ sha256: SHA, sha256Differs: other });
  expect(reported({ local: null }, {})?.file).toMatchObject({ sha256: null, sha256From: null });
});

test('one simulated result makes the report simulated', () => {
  expect(makeReport([source(), source({}, { simulated: true, isAiGenerated: false })], MAKER).simulated).toBe(true);
});

test('a job without a result claims nothing', () => {
  const job = readJob(documented.failed);
  expect(makeReport([source({ job, local: null })], MAKER).jobs[0]).toMatchObject({ status: 'failed', finding: null, doesNotProve: [], rawResult: null, times: [] });
});

test.each(['authentic', 'manipulated', 'none'] as const)('what a finding of direction %s does not prove is said, with what the detector does not look at', (direction) => {
  const said = limitationsOf({ direction, confidence: 0.9, simulated: true }, taskTypes.find('faceswap-detection'));
  expect(said[0]).toContain('simulated');
  expect(said).toContain('Face Swap Detection judges faces only.');
  expect(said.length).toBeGreaterThanOrEqual(4);
});

test('links in the JSON give no access, other texts stay as they are', () => {
  const report = makeReport([source({}, { heatmapURL: 'https://s.example/a.png?X-Amz-Signature=1', note: 'why? https://x/?y', path: 'https://s.example/b' })], MAKER);
  expect(JSON.parse(reportJson(report)).jobs[0].rawResult).toEqual({ heatmapURL: 'https://s.example/a.png?…', note: 'why? https://x/?y', path: 'https://s.example/b' });
});

test('where a picture was taken does not leave this browser', () => {
  const metadata = { state: 'found', facts: { camera: 'X', software: null, takenAt: null, edits: [], sourceType: null, declaresAi: false, gps: { latitude: 48.1, longitude: 11.5 }, lines: [] } } as const;
  const report = makeReport([source({ provenance: { version: 1, readAt: 0, credentials: { state: 'absent' }, metadata, container: { state: 'absent' } } })], MAKER);
  expect(reportJson(report)).not.toContain('48.1');
  expect(report.jobs[0]?.provenance).toMatchObject({ metadata: { facts: { camera: 'X', gps: null } } });
});

test('the report and its JSON list what this browser did with the job, or that it is not known', () => {
  const finalize = { id: 'a', call: 'finalize', jobId: '469', itemId: null, sentAt: 1_000, answeredAt: 2_000, answer: '409 UPLOAD_ALREADY_FINALIZED', reading: 'the job is queued', reference: null } as const;
  const report = makeReport([source({ actions: [finalize] })], MAKER);
  const told = [{ call: 'finalize', sentAt: '1970-01-01T00:00:01.000Z', answeredAt: '1970-01-01T00:00:02.000Z', answer: '409 UPLOAD_ALREADY_FINALIZED', reading: 'the job is queued' }];
  expect(report.jobs[0]?.actions).toEqual(told);
  expect(JSON.parse(reportJson(report)).jobs[0].actions).toEqual(told);
  expect(reported({ actions: null })?.actions).toBeNull();
});
