import { describe, expect, test } from 'vitest';
import { ProtocolError } from './errors.ts';
import { deployed } from './fixtures/deployed.ts';
import { documented } from './fixtures/documented.ts';
import { mixed } from './fixtures/mixed.ts';
import { readJob, readJobPage } from './normalize.ts';

const ASKED = { page: 1, limit: 100 };
const CREATED = Date.parse('2026-03-01T10:00:00.000Z');
const UPDATED = CREATED + 9_000;

/** A job as read, of which an answer said no more than its id and status. */
const bare = {
  taskTypeId: null, createdAt: null, updatedAt: null, taskTypeSlug: null, taskType: null, completedAt: null, cost: null,
  inputs: [], artifacts: [], result: undefined, inlineResult: undefined, resultUrl: null, resultProblem: null, recordFields: {}, errorMessage: null, externalReference: null,
};

const uploadInput = { slotName: 'original', fileName: null, contentType: null, sizeBytes: null, uploadUrl: 'https://storage.example/put?sig=1', uploadUrlExpiresAt: null };
const described = { fileName: 'photo.jpg', contentType: 'image/jpeg', sizeBytes: 1234 };
const inputArtifact = { id: 'a1', kind: 'input', slotName: 'original', ...described, downloadUrl: 'https://storage.example/in?sig=2' };
const taskType = { id: '1', slug: 'ai-image-detection', name: 'AI Image Detector', description: null, slots: [{ name: 'original', mimes: ['image/jpeg', 'image/png'] }] };
const resultArtifact = { id: 'a2', kind: 'result', slotName: null, contentType: 'application/json', fileName: null, sizeBytes: null, downloadUrl: 'https://storage.example/result?sig=3' };

test('the reference that the create named the job by, on the answer or on the job that it wraps (wire format, section 6.2)', () => {
  expect(readJob({ id: '1', status: 'queued', externalReference: 'case 7' }).externalReference).toBe('case 7');
  expect(readJob({ job: { id: '1', status: 'queued', externalReference: 'case 7' } }).externalReference).toBe('case 7');
  expect(readJob({ id: '1', status: 'queued', externalReference: '' }).externalReference).toBeNull();
});

describe('documented', () => {
  const known = { ...bare, id: '469', taskTypeId: '1' };

  test('created', () => {
    expect(readJob(documented.created)).toEqual({
      ...known, status: 'waiting_for_finalize', statusWord: 'waiting_for_finalize', createdAt: CREATED, updatedAt: CREATED,
      inputs: [{ ...uploadInput, ...described }],
    });
  });

  test('created, by the poorer published example', () => {
    expect(readJob(documented.createdPoorly)).toEqual({ ...known, status: 'waiting_for_finalize', statusWord: 'waiting_for_finalize', createdAt: CREATED, inputs: [uploadInput] });
  });

  test('finalized', () => {
    expect(readJob(documented.finalized)).toEqual({ ...known, status: 'queued', statusWord: 'queued', updatedAt: CREATED + 2_000 });
  });

  test('cancelled', () => {
    expect(readJob(documented.cancelled)).toEqual({ ...known, status: 'cancelled', statusWord: 'cancelled', updatedAt: UPDATED });
  });

  test('detail', () => {
    expect(readJob(documented.detail)).toEqual({
      ...known, status: 'completed', statusWord: 'completed', taskTypeSlug: 'ai-image-detection', createdAt: CREATED, updatedAt: UPDATED, completedAt: UPDATED,
      inputs: [{ ...uploadInput, ...described, uploadUrl: null }], result: documented.detail.result, inlineResult: documented.detail.result,
    });
  });

  test('failed', () => {
    expect(readJob(documented.failed)).toEqual({ ...known, id: '470', status: 'failed', statusWord: 'failed', errorMessage: 'The image could not be decoded.' });
  });

  test('list, ids of both kinds', () => {
    const times = { createdAt: CREATED, updatedAt: UPDATED };
    expect(readJobPage(documented.list, ASKED)).toEqual({
      jobs: [
        { id: '469', taskTypeId: '1', status: 'completed', statusWord: 'completed', ...times },
        { id: 'job-470', taskTypeId: '4', status: 'waiting_for_finalize', statusWord: 'waiting_for_finalize', ...times },
      ],
      unreadable: [], page: 2, limit: 10, statedLimit: 10, total: 12,
    });
  });
});

describe('deployed', () => {
  const known = { ...bare, id: '3140', taskTypeId: '1', cost: 2, createdAt: CREATED, updatedAt: UPDATED };
  const slug = { taskTypeSlug: 'ai-image-detection', taskType };
  const completed = { status: 'completed', statusWord: 'completed' };

  test('created: the job is wrapped, its inputs are not', () => {
    expect(readJob(deployed.created)).toEqual({
      ...known, status: 'waiting_for_finalize', statusWord: 'waiting_for_finalize', inputs: [{ ...uploadInput, uploadUrlExpiresAt: CREATED + 3_600_000 }],
    });
  });

  test('finalized', () => expect(readJob(deployed.finalized)).toEqual({ ...known, status: 'queued', statusWord: 'queued' }));

  test('cancelled', () => expect(readJob(deployed.cancelled)).toEqual({ ...known, ...slug, status: 'cancelled', statusWord: 'cancelled' }));

  test('detail: the result lies behind its artifact', () => {
    expect(readJob(deployed.detail)).toEqual({ ...known, ...slug, ...completed, artifacts: [inputArtifact, resultArtifact], resultUrl: 'https://storage.example/result?sig=3' });
  });

  test('detail before the upload', () => {
    expect(readJob(deployed.detailBefore)).toEqual({
      ...known, ...slug, status: 'waiting_for_finalize', statusWord: 'waiting_for_finalize', artifacts: [{ ...inputArtifact, downloadUrl: null }],
    });
  });

  test('detail with an inline result, kept as it came', () => {
    const job = readJob(deployed.detailInline);
    expect(job).toEqual({ ...known, ...slug, ...completed, artifacts: [inputArtifact], result: deployed.detailInline.result, inlineResult: deployed.detailInline.result });
    expect(job.result).toBe(deployed.detailInline.result);
  });

  test('wrapped in {job}', () => {
    expect(readJob(deployed.wrapped)).toEqual({
      ...known, ...slug, status: 'failed', statusWord: 'failed', artifacts: [inputArtifact, resultArtifact], resultUrl: 'https://storage.example/result?sig=3',
    });
  });

  test.each([['resultURL', deployed.olderUpper, 'https://storage.example/older-upper'], ['resultUrl', deployed.olderLower, 'https://storage.example/older-lower']])(
    'an older answer points at its result by %s',
    (_field, answer, resultUrl) => expect(readJob(answer)).toEqual({ ...known, ...completed, resultUrl }),
  );

  test('list', () => {
    const row = { taskTypeId: '1', createdAt: CREATED, updatedAt: UPDATED };
    expect(readJobPage(deployed.list, ASKED)).toEqual({
      jobs: [
        { id: '3142', ...row, status: 'waiting_for_finalize', statusWord: 'waiting_for_finalize' },
        { id: '3141', ...row, status: 'failed', statusWord: 'failed' },
        { id: '3140', ...row, status: 'cancelled', statusWord: 'cancelled' },
      ],
      unreadable: [], page: 1, limit: 25, statedLimit: 25, total: 41,
    });
  });
});

describe('mixed', () => {
  test('created: every part is read from the vocabulary that has it', () => {
    expect(readJob(mixed.created)).toEqual({
      ...bare, id: '3140', taskTypeId: '1', status: 'waiting_for_finalize', statusWord: 'waiting_for_finalize', createdAt: CREATED, updatedAt: CREATED, cost: 2,
      inputs: [{ ...uploadInput, ...described, uploadUrlExpiresAt: CREATED + 3_600_000 }],
    });
  });

  test('detail: result inline and behind a link, which is the whole one', () => {
    expect(readJob(mixed.detail)).toEqual({
      ...bare, id: '3140', taskTypeId: '1', status: 'completed', statusWord: 'completed', taskTypeSlug: 'ai-image-detection', createdAt: CREATED, updatedAt: UPDATED, completedAt: UPDATED, cost: 2,
      inputs: [{ ...uploadInput, ...described, uploadUrl: null }], taskType, artifacts: [inputArtifact, resultArtifact], inlineResult: mixed.detail.result, resultUrl: 'https://storage.example/result?sig=3',
    });
  });

  test('list: each job once', () => {
    expect(readJobPage(mixed.list, ASKED)).toEqual({
      jobs: [{ id: '3140', taskTypeId: '1', status: 'completed', statusWord: 'completed', createdAt: CREATED, updatedAt: UPDATED }],
      unreadable: [], page: 1, limit: 25, statedLimit: 25, total: 1,
    });
  });

  test('where both speak, what the outer level says wins', () => {
    expect(readJob({ jobId: 1, status: 'queued', job: { id: '2', status: 'processed', cost: 5 } })).toMatchObject({ id: '1', status: 'queued', cost: 5 });
  });
});

test.each([[null], ['a job'], [[]], [469], [{}], [{ status: 'queued' }], [{ jobId: null }], [{ jobId: '' }], [{ job: { status: 'queued' } }]])('%j is not a job', (answer) => {
  let thrown: unknown;
  try {
    readJob(answer);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(ProtocolError);
  expect(thrown).toHaveProperty('answer', answer);
});

test.each([[null], ['jobs'], [{}], [{ data: null }], [{ data: { jobId: 1 } }], [{ total: 3 }]])('%j is not a list', (answer) => {
  expect(() => readJobPage(answer, ASKED)).toThrow(ProtocolError);
});

test('a list keeps what it cannot read beside what it can', () => {
  const page = readJobPage({ data: [{ status: 'queued' }, 'junk', { jobId: 1, status: 'queued' }, null, { job: { id: '2' } }] }, ASKED);
  expect(page.jobs.map((job) => job.id)).toEqual(['1', '2']);
  expect(page.unreadable).toEqual([{ status: 'queued' }, 'junk', null]);
});

test('a list that is a plain array, or says nothing of its pages, is the page that was asked for', () => {
  const expected = { jobs: [{ id: '1' }], page: 3, limit: 20, total: null };
  expect(readJobPage([{ id: '1' }], { page: 3, limit: 20 })).toMatchObject(expected);
  expect(readJobPage({ items: [{ id: '1' }] }, { page: 3, limit: 20 })).toMatchObject(expected);
});

test('numbers come as strings, too', () => {
  expect(readJob({ id: '1', cost: '2.5', inputs: [{ slotName: 'original', sizeBytes: ' 1234 ' }] })).toMatchObject({ cost: 2.5, inputs: [{ sizeBytes: 1234 }] });
  expect(readJobPage({ items: [], total: '41', page: '2', pageSize: '25' }, ASKED)).toMatchObject({ total: 41, page: 2, limit: 25 });
});

test('an address, a status or a message that is empty counts as absent', () => {
  const job = readJob({ jobId: 1, status: '', resultURL: '', inputs: [{ slotName: 'original', uploadUrl: '' }], artifacts: [{ kind: 'result', downloadUrl: '' }], job: { status: 'queued' } });
  expect(job).toMatchObject({ status: 'queued', resultUrl: null, inputs: [{ uploadUrl: null }], artifacts: [{ downloadUrl: null }] });
});

test.each([[0], [false], [''], [[]], [{}], ['as text']])('the result %j is a result, kept as it came', (result) => {
  expect(readJob({ jobId: 1, status: 'completed', result }).result).toBe(result);
});

test.each([
  ['2026-03-01T10:00:00.000Z', CREATED], ['2026-03-01T11:00:00+01:00', CREATED], [CREATED, CREATED], [CREATED / 1_000, CREATED], ['yesterday', null], [null, null], [{}, null], ['', null],
])('an instant that comes as %j is read as %j', (createdAt, instant) => {
  expect(readJob({ jobId: 1, createdAt }).createdAt).toBe(instant);
});
