import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { artifactsOfKind } from './job.ts';
import { readJob, readJobPage } from './normalize.ts';

const ASKED = { page: 1, limit: 100 };

const read = (artifacts: readonly object[], more: object = {}) => readJob({ id: '1', status: 'processed', artifacts, ...more });

describe('which artifact is the result (wire format, section 6.5)', () => {
  const png = { id: 'p', kind: 'result', contentType: 'image/png', downloadUrl: 'https://storage.example/picture' };
  const whole = { id: 'r', kind: 'result', contentType: 'application/json', downloadUrl: 'https://storage.example/result' };
  const heatmap = { id: 'h', kind: 'heatmap', contentType: 'image/png', downloadUrl: 'https://storage.example/heatmap' };

  test.each([
    ['a picture first, JSON second', [png, whole], whole.downloadUrl],
    ['a picture alone', [png], null],
    ['JSON with a charset', [png, { ...whole, contentType: 'Application/JSON; charset=utf-8' }], whole.downloadUrl],
    ['a JSON dialect', [{ ...whole, contentType: 'application/vnd.authenta+json' }], whole.downloadUrl],
    ['no content type', [png, { ...whole, contentType: null }], whole.downloadUrl],
    ['a content type that says nothing', [png, { ...whole, contentType: 'application/octet-stream' }], whole.downloadUrl],
    ['JSON wins over what says nothing', [{ ...whole, contentType: '', downloadUrl: 'https://storage.example/vague' }, whole], whole.downloadUrl],
    ['not yet stored', [{ ...whole, downloadUrl: null }], null],
    ['a kind in capitals', [{ ...whole, kind: 'RESULT' }], whole.downloadUrl],
    ['a heatmap is no result', [heatmap], null],
    ['an input that is JSON is no result', [{ ...whole, kind: 'input' }], null],
  ])('%s', (_name, artifacts, url) => expect(read(artifacts).resultUrl).toBe(url));

  test('an inline result beside the artifact is kept, and is not the result', () => {
    expect(read([whole], { result: { resultType: 'face' } })).toMatchObject({ result: undefined, inlineResult: { resultType: 'face' }, resultUrl: whole.downloadUrl });
  });

  test('an inline result wins over an older answer’s resultURL', () => {
    expect(read([], { result: { isFake: true }, resultURL: 'https://storage.example/older' })).toMatchObject({ result: { isFake: true }, resultUrl: null });
  });

  test('a heatmap is within reach', () => {
    expect(artifactsOfKind(read([whole, { ...heatmap, kind: 'Heatmap' }, { ...heatmap, downloadUrl: null }]), 'heatmap').map(({ id, contentType }) => [id, contentType])).toEqual([['h', 'image/png']]);
  });
});

test('fields of the result on the record itself are read, those of the outer level first', () => {
  const participants = [{ id: 0, fake: true }];
  const job = readJob({ fake: true, job: { id: '1', status: 'processed', fake: false, participants, heatmapURL: 'https://storage.example/h.media', faces: null, resultURL: 'https://storage.example/r' } });
  expect(job.recordFields).toEqual({ fake: true, participants, heatmapURL: 'https://storage.example/h.media' });
  expect(job.resultUrl).toBe('https://storage.example/r');
});

test('what a detail says of its task type is enough to name one that nobody has heard of', () => {
  const taskType = { id: 13, slug: 'pdf-tampering-detection', displayName: 'PDF Tampering', description: 'Finds edits in PDF files', inputSlots: [{ name: 'original', mimes: ['Application/PDF', 7] }, 'junk', {}] };
  expect(readJob({ id: '1', taskType })).toMatchObject({
    taskTypeId: '13', taskTypeSlug: 'pdf-tampering-detection',
    taskType: { id: '13', slug: 'pdf-tampering-detection', name: 'PDF Tampering', description: 'Finds edits in PDF files', slots: [{ name: 'original', mimes: ['application/pdf'] }] },
  });
  expect(readJob({ id: '1', taskType: { displayName: 'Only a name' } }).taskType).toEqual({ id: null, slug: null, name: 'Only a name', description: null, slots: [] });
});

describe('an input of a create answer without a slot name (wire format, section 6.2)', () => {
  const uploadUrl = 'https://storage.example/put';
  test.each([
    ['the only one is the main one', [{ uploadUrl }], ['original']],
    ['the only unnamed one is the main one', [{ slotName: 'reference', uploadUrl }, { uploadUrl }], ['reference', 'original']],
    ['two unnamed ones cannot be told apart', [{ uploadUrl }, { uploadUrl }], []],
    ['beside the main one it is nobody’s', [{ slotName: 'original', uploadUrl }, { uploadUrl }], ['original']],
  ])('%s', (_name, inputs, slots) => expect(readJob({ id: '1', inputs }).inputs.map(({ slotName }) => slotName)).toEqual(slots));
});

describe('a list page in every shape (wire format, sections 2, 5.2 and 6.4)', () => {
  const jobs = [{ id: '1' }, { id: '2' }];
  test.each([
    ['documented', { data: jobs, pagination: { page: 3, limit: 10, total: 22 } }, { page: 3, limit: 10, statedLimit: 10, total: 22 }],
    ['deployed', { items: jobs, total: 22, page: 3, pageSize: 10 }, { page: 3, limit: 10, statedLimit: 10, total: 22 }],
    ['current, without a total', { items: jobs, page: 3, pageSize: 10 }, { page: 3, limit: 10, statedLimit: 10, total: null }],
    ['pagination by pageSize', { data: jobs, pagination: { page: 3, pageSize: 10 } }, { page: 3, limit: 10, statedLimit: 10, total: null }],
    ['older, by offset', { limit: 10, offset: 20, total: 22, data: jobs }, { page: 3, limit: 10, statedLimit: 10, total: 22 }],
    ['a bare array says nothing of its pages', jobs, { page: 1, limit: 100, statedLimit: null, total: null }],
    ['a page size that is none', { items: jobs, pageSize: 0, offset: 20 }, { page: 1, limit: 100, statedLimit: null, total: null }],
  ])('%s', (_name, answer, said) => {
    expect(readJobPage(answer, ASKED)).toMatchObject({ jobs, unreadable: [], ...said });
  });
});

describe('for a reader in Kathmandu', () => {
  beforeEach(() => void vi.stubEnv('TZ', 'Asia/Kathmandu'));
  afterEach(() => void vi.unstubAllEnvs());

  test.each([
    ['2026-11-28T09:00:00', '2026-11-28T09:00:00Z'], ['2026-11-28T09:00', '2026-11-28T09:00:00Z'], ['2026-11-28 09:00:00.250', '2026-11-28T09:00:00.250Z'], ['2026-11-28T09:00:00.123456', '2026-11-28T09:00:00.123Z'],
    ['2026-11-28', '2026-11-28T00:00:00Z'], ['2026-11-28T09:00:00+02:00', '2026-11-28T07:00:00Z'], ['2026-11-28T09:00:00Z', '2026-11-28T09:00:00Z'],
  ])('the instant %s is %s, wherever the reader is', (createdAt, instant) => {
    expect(new Date(0).getTimezoneOffset()).not.toBe(0);
    expect(readJob({ id: '1', createdAt }).createdAt).toBe(Date.parse(instant));
  });
});
