import { fc } from './testing/fast-check.ts';
import { expect, test } from 'vitest';
import { ProtocolError } from './errors.ts';
import type { KnownJobStatus } from './job.ts';
import { readJob, readJobPage } from './normalize.ts';

const ASKED = { page: 1, limit: 100 };

/** Every word of either vocabulary, by what it means (wire format, sections 2 and 5.2). */
const DOCUMENTED_WORDS: Readonly<Record<KnownJobStatus, readonly string[]>> = {
  waiting_for_finalize: ['created', 'waiting_for_finalize'], queued: ['queued'], processing: ['processing'], completed: ['completed'], failed: ['failed'], cancelled: ['cancelled'],
};
const DEPLOYED_WORDS: Readonly<Record<KnownJobStatus, readonly string[]>> = {
  waiting_for_finalize: ['initiated', 'pending'], queued: ['queued'], processing: ['processing'], completed: ['processed'], failed: ['error', 'failed'], cancelled: ['canceled', 'cancelled'],
};
const KNOWN_WORDS = new Set([...Object.values(DOCUMENTED_WORDS), ...Object.values(DEPLOYED_WORDS), 'inited', 'uploaded', 'deleted'].flat());

const status = fc.constantFrom<KnownJobStatus>('waiting_for_finalize', 'queued', 'processing', 'completed', 'failed', 'cancelled');
const unknownWord = fc.oneof(fc.string({ minLength: 1, unit: 'grapheme' }), fc.constantFrom('__proto__', 'constructor', 'toString', 'archived', 'ON_HOLD')).filter((word) => !KNOWN_WORDS.has(word.trim().toLowerCase()));
const instant = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) });
const url = fc.webUrl({ withQueryParameters: true });
const json = fc.jsonValue();

/** What a job is, whichever way it is said. */
const truth = fc.record({
  id: fc.integer({ min: 1 }),
  taskTypeId: fc.integer({ min: 1, max: 20 }),
  status,
  createdAt: instant,
  updatedAt: instant,
  slots: fc.array(fc.record({ slotName: fc.string({ minLength: 1 }), uploadUrl: url }), { maxLength: 3 }),
  result: json.filter((value) => value !== null),
});
type Truth = typeof truth extends fc.Arbitrary<infer T> ? T : never;

const times = ({ createdAt, updatedAt }: Truth) => ({ createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() });
const asSummary = (job: Truth) => ({
  id: String(job.id), taskTypeId: String(job.taskTypeId), status: job.status, statusWord: job.status, createdAt: job.createdAt.getTime(), updatedAt: job.updatedAt.getTime(),
});
const inDocumented = (job: Truth, word: string) => ({ jobId: job.id, taskTypeId: job.taskTypeId, status: word, ...times(job) });
const inDeployed = (job: Truth, word: string) => ({ id: String(job.id), tenantId: '7', taskTypeId: String(job.taskTypeId), status: word, cost: 1, ...times(job) });

const saidInBoth = truth.chain((job) =>
  fc.record({
    job: fc.constant(job),
    documentedWord: fc.mixedCase(fc.constantFrom(...DOCUMENTED_WORDS[job.status])),
    deployedWord: fc.mixedCase(fc.constantFrom(...DEPLOYED_WORDS[job.status])),
    wrapped: fc.boolean(),
  }),
);

test('what goes in comes out, equal in both vocabularies', () => {
  fc.assert(
    fc.property(saidInBoth, ({ job, documentedWord, deployedWord, wrapped }) => {
      const inputs = job.slots;
      const inner = { ...inDeployed(job, deployedWord), result: job.result };
      const one = readJob({ ...inDocumented(job, documentedWord), inputs, result: job.result });
      const other = readJob(wrapped ? { job: inner, inputs } : { ...inner, inputs });
      expect(one).toMatchObject(asSummary(job));
      expect(one.result).toBe(job.result);
      expect(one.inputs.map(({ slotName, uploadUrl }) => ({ slotName, uploadUrl }))).toEqual(inputs);
      expect({ ...other, cost: null }).toEqual(one);
    }),
    { numRuns: 200 },
  );
});

test('a list says the same in both vocabularies', () => {
  fc.assert(
    fc.property(fc.array(saidInBoth, { maxLength: 8 }), fc.nat(), fc.integer({ min: 1, max: 100 }), (said, total, limit) => {
      const one = readJobPage({ data: said.map(({ job, documentedWord }) => inDocumented(job, documentedWord)), pagination: { page: 2, limit, total, pages: 9 } }, ASKED);
      const other = readJobPage({ items: said.map(({ job, deployedWord }) => inDeployed(job, deployedWord)), total, page: 2, pageSize: limit }, ASKED);
      expect(one).toEqual({ jobs: said.map(({ job }) => asSummary(job)), unreadable: [], page: 2, limit, statedLimit: limit, total });
      expect(other).toEqual(one);
    }),
  );
});

test('an unknown status word is kept as it came', () => {
  fc.assert(
    fc.property(unknownWord, (word) => {
      expect(readJob({ jobId: 1, status: word })).toMatchObject({ status: 'unknown', statusWord: word });
      expect(readJobPage({ items: [{ id: '1', status: word }] }, ASKED).jobs).toMatchObject([{ status: 'unknown', statusWord: word }]);
    }),
    { numRuns: 300 },
  );
});

const WIRE_KEYS = ['taskTypeId', 'taskTypeSlug', 'taskType', 'status', 'cost', 'createdAt', 'updatedAt', 'completedAt', 'inputs', 'artifacts', 'result', 'resultURL', 'resultUrl', 'confidence', 'participants', 'errorMessage', 'job', '__proto__', 'constructor', 'toString', 'other'] as const;
// Built from text, as answers are: only JSON.parse makes a key of its own out of `__proto__`.
const parsedJunk = fc.array(fc.tuple(fc.constantFrom(...WIRE_KEYS), json), { maxLength: 12 }).map((pairs) => `{${pairs.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`);
function parse(text: string): Record<string, unknown> {
  const fields: Record<string, unknown> = JSON.parse(text);
  return fields;
}

test('an odd field never costs the rest of a job', () => {
  fc.assert(
    fc.property(parsedJunk, fc.oneof(fc.integer({ min: 1 }), fc.uuid()), (junk, jobId) => {
      const fields = parse(junk);
      const job = readJob(Object.assign(fields, { jobId, status: 'queued' }));
      expect(job).toMatchObject({ id: String(jobId), status: 'queued' });
      if (Object.hasOwn(fields, 'result') && fields['result'] !== null) expect(job.inlineResult).toBe(fields['result']);
    }),
    { numRuns: 500 },
  );
});

test('a list never loses an entry: it is read, or kept as it came, each in its order', () => {
  const readable = fc.oneof(truth.map((job) => inDocumented(job, job.status)), truth.map((job) => ({ job: inDeployed(job, job.status) })));
  const junk = fc.oneof(json, parsedJunk.map(parse)).filter((entry) => !isWrapped(entry));
  const entry = fc.oneof(readable.map((value) => ({ value: value as unknown, junk: false })), junk.map((value) => ({ value: value as unknown, junk: true })));
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 12 }), fc.constantFrom('data', 'items'), (entries, key) => {
      const page = readJobPage({ [key]: entries.map(({ value }) => value) }, ASKED);
      expect(page.jobs).toHaveLength(entries.filter((each) => !each.junk).length);
      const kept = entries.filter((each) => each.junk);
      expect(page.unreadable).toHaveLength(kept.length);
      for (const [index, { value }] of kept.entries()) expect(page.unreadable[index]).toBe(value);
    }),
    { numRuns: 300 },
  );
});

// Junk that happens to carry an id is no junk.
function isWrapped(entry: unknown): boolean {
  if (typeof entry !== 'object' || entry === null) return false;
  return ['id', 'jobId', 'job'].some((key) => Object.hasOwn(entry, key));
}

test('junk throws a protocol error and nothing else', () => {
  const reads = [(answer: unknown) => readJob(answer), (answer: unknown) => readJobPage(answer, ASKED)];
  fc.assert(
    fc.property(fc.oneof(fc.anything(), json, parsedJunk.map(parse)), (answer) => {
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

test('prototype keys are fields like any other: they lend no values and pollute nothing', () => {
  expect(() => readJob(parse('{"__proto__":{"jobId":1,"status":"queued"}}'))).toThrow(ProtocolError);
  const job = readJob(parse('{"jobId":1,"status":"queued","__proto__":{"polluted":1,"errorMessage":"no"},"constructor":{"prototype":{"polluted":1}},"result":{"__proto__":{"x":1}}}'));
  expect(job.errorMessage).toBeNull();
  expect(JSON.stringify(job.result)).toBe('{"__proto__":{"x":1}}');
  expect({}).not.toHaveProperty('polluted');
});

test('huge numbers do no harm', () => {
  const job = readJob(parse('{"jobId":1,"taskTypeId":1e308,"cost":1e400,"createdAt":1e308,"updatedAt":-1e400,"completedAt":9007199254740993,"inputs":[{"slotName":"original","sizeBytes":1e400}]}'));
  expect(job).toMatchObject({ id: '1', taskTypeId: '1e+308', cost: null, createdAt: null, updatedAt: null, completedAt: null, inputs: [{ sizeBytes: null }] });
  expect(() => readJob(parse('{"jobId":1e400}'))).toThrow(ProtocolError);
});

test('deep nesting does no harm', () => {
  const deep = (depth: number) => parse(`{"jobId":1,"result":${'['.repeat(depth)}${']'.repeat(depth)}}`);
  const answer = deep(5_000);
  expect(readJob(answer).result).toBe(answer['result']);
  expect(readJobPage({ data: [answer] }, ASKED).jobs).toHaveLength(1);
  const jobs = parse(`${'{"job":'.repeat(5_000)}{}${'}'.repeat(5_000)}`);
  expect(() => readJob(jobs)).toThrow(ProtocolError);
});
