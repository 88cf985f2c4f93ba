import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProtocolError } from './errors.ts';
import { deployed } from './fixtures/deployed.ts';
import { documented } from './fixtures/documented.ts';
import { JOB_STATUSES } from './job.ts';
import { readJob, readJobPage } from './normalize.ts';

const ASKED = { page: 1, limit: 100 };
const CREATED = Date.parse('2026-03-01T10:00:00.000Z');

describe('documented', () => {
  test('created', () => {
    expect(readJob(documented.created)).toMatchObject({
      id: '469', taskTypeId: '1', status: 'waiting_for_finalize', createdAt: CREATED,
      inputs: [{ slotName: 'original', uploadUrl: 'https://storage.example/put?sig=1', fileName: 'photo.jpg', sizeBytes: 1234 }],
    });
  });
  test('created, poorly', () => {
    expect(readJob(documented.createdPoorly)).toMatchObject({ id: '469', status: 'waiting_for_finalize', updatedAt: null, inputs: [{ slotName: 'original', fileName: null }] });
  });
  test('detail', () => {
    expect(readJob(documented.detail)).toMatchObject({ status: 'completed', taskTypeSlug: 'ai-image-detection', completedAt: CREATED + 9_000, result: { confidence: 0.98, isAiGenerated: true } });
  });
  test('failed', () => expect(readJob(documented.failed)).toMatchObject({ status: 'failed', errorMessage: 'The image could not be decoded.', result: undefined }));
  test('list', () => expect(readJobPage(documented.list, ASKED)).toMatchObject({ page: 2, limit: 10, total: 11, jobs: [{ id: '469', status: 'completed' }], unreadable: [] }));
});

describe('deployed', () => {
  test('created', () => {
    expect(readJob(deployed.created)).toMatchObject({ id: '3140', taskTypeId: '1', status: 'waiting_for_finalize', cost: 2, inputs: [{ uploadUrlExpiresAt: CREATED + 3_600_000 }], result: undefined });
  });
  test('detail', () => {
    expect(readJob(deployed.detail)).toMatchObject({
      id: '3140', status: 'completed', taskTypeSlug: 'ai-image-detection', result: undefined, resultUrl: 'https://storage.example/result',
      artifacts: [{ kind: 'input', fileName: 'photo.jpg', sizeBytes: 1234 }, { kind: 'result', fileName: null }],
    });
  });
  test('wrapped', () => expect(readJob(deployed.wrapped)).toMatchObject({ id: '3140', status: 'failed', resultUrl: 'https://storage.example/older' }));
  test('list', () => expect(readJobPage(deployed.list, ASKED)).toMatchObject({ page: 1, limit: 25, total: 41, jobs: [{ id: '3140', status: 'cancelled' }] }));
});

test('in a mixed answer, what the outer level says wins', () => {
  const mixed = { ...documented.detail, id: '469', cost: 3, artifacts: deployed.detail.artifacts, job: { id: '1', status: 'initiated' } };
  expect(readJob(mixed)).toMatchObject({ id: '469', status: 'completed', cost: 3, result: { isAiGenerated: true }, artifacts: [{}, {}] });
});

test('a list keeps what it cannot read beside what it can', () => {
  const page = readJobPage({ data: [{ status: 'queued' }, 'junk', { jobId: 1, status: 'queued' }] }, ASKED);
  expect(page).toMatchObject({ jobs: [{ id: '1' }], unreadable: [{ status: 'queued' }, 'junk'], total: null });
});

const id = fc.oneof(fc.integer({ min: 1 }), fc.integer({ min: 1 }).map(String));
const word = fc.oneof(fc.constantFrom(...JOB_STATUSES), fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''));
const when = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) });

test('one job said in both vocabularies is one job', () => {
  fc.assert(
    fc.property(id, fc.integer({ min: 1, max: 11 }), word, when, (jobId, taskTypeId, status, date) => {
      const createdAt = date.toISOString();
      const one = readJob({ jobId, taskTypeId, status, createdAt });
      const other = readJob({ job: { id: String(jobId), taskTypeId: String(taskTypeId), status, createdAt } });
      expect(other).toEqual(one);
      expect(one.id).toBe(String(jobId));
      expect(one.createdAt).toBe(date.getTime());
      if (one.status === 'unknown') expect(one.statusWord).toBe(status);
    }),
  );
});

test('an odd field never costs the rest of a job', () => {
  const junk = fc.dictionary(fc.constantFrom('taskTypeId', 'createdAt', 'inputs', 'artifacts', 'result', 'cost', 'taskType', 'job', 'resultUrl', '__proto__', 'other'), fc.anything());
  fc.assert(
    fc.property(junk, id, (fields, jobId) => {
      const job = readJob({ ...fields, jobId, status: 'queued' });
      expect(job).toMatchObject({ id: String(jobId), status: 'queued' });
    }),
    { numRuns: 500 },
  );
});

test('junk throws a protocol error and nothing else', () => {
  const reads = [(answer: unknown) => readJob(answer), (answer: unknown) => readJobPage(answer, ASKED)];
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.json().map((text): unknown => JSON.parse(text))), (answer) => {
      for (const read of reads) {
        try {
          read(answer);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }
    }),
    { numRuns: 1_000 },
  );
});
