import { readdirSync, readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import type { ActionRecord } from './action-log.ts';
import type { JobsClient } from './client.ts';
import { HttpError, NetworkError, TimeoutError } from './errors.ts';
import { createJobCommands } from './job-commands.ts';
import { createKeyedMutex } from './keyed-mutex.ts';
import { NOTHING_SAID, readJob } from './normalize.ts';
import { UnclearOutcomeError } from './unclear-outcome.ts';

const http = (status: number, code: string | null, body = '{}') => new HttpError({ status, code, message: code ?? 'said', retryAfterMs: null, body, fromApi: !body.startsWith('<') });
const GONE = http(404, 'JOB_NOT_FOUND');
const PAGE = http(404, null, '<!DOCTYPE html><title>Not found</title>');
type Answer = string | Error;

/** Commands over a client that gives these answers in turn, the last one again and again; a status stands for a job that is read. */
function setUp(answers: { readonly finalize?: readonly Answer[]; readonly cancel?: readonly Answer[]; readonly delete?: readonly Answer[]; readonly read?: readonly Answer[] }) {
  const sent = { finalize: 0, cancel: 0, delete: 0, read: 0 };
  const next = async (call: keyof typeof sent) => {
    const list = answers[call] ?? ['ok'];
    const answer = list[Math.min(sent[call], list.length - 1)] ?? 'ok';
    sent[call] += 1;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const client: Partial<JobsClient> = {
    finalizeJob: async () => {
      await next('finalize');
      return NOTHING_SAID;
    },
    cancelJob: async () => {
      await next('cancel');
      return NOTHING_SAID;
    },
    deleteJob: async () => void (await next('delete')),
    getJob: async (jobId) => readJob({ jobId, status: await next('read') }),
  };
  const records: ActionRecord[] = [];
  const clock = { now: () => 1_000, after: (_ms: number, callback: () => void) => { const timer = setTimeout(callback, 0); return () => clearTimeout(timer); } };
  // Every call that a command makes is there.
  // eslint-disable-next-line typescript/no-unsafe-type-assertion
  const commands = createJobCommands({ client: client as JobsClient, clock, log: { record: (record) => void records.push(record) }, mutex: createKeyedMutex() });
  return { commands, sent, records };
}

test.each([new TimeoutError('t'), new NetworkError('n'), http(502, null), http(408, null), http(429, null), http(400, 'JOB_NOT_FOUND_OR_ALREADY_FINALIZED'), http(409, 'X'), http(422, 'X')])(
  'after %s to a finalize the job is read, and a finalized one is done: nothing is sent twice',
  async (error) => {
    const { commands, sent } = setUp({ finalize: [error], read: ['queued'] });
    await commands.finalize({ jobId: '1' });
    expect(sent).toMatchObject({ finalize: 1, read: 1 });
  },
);

test('finalized, but a replica still says "waiting": ALREADY_FINALIZED counts, in either vocabulary, and by its message', async () => {
  for (const error of [http(409, 'UPLOAD_ALREADY_FINALIZED'), http(400, 'JOB_ALREADY_FINALIZED'), http(400, 'job is already finalized')]) {
    const { commands, sent } = setUp({ finalize: [error], read: ['waiting_for_finalize'] });
    await commands.finalize({ jobId: '1' });
    expect(sent.finalize).toBe(1);
  }
});

test('a replica that lags is read again', async () => {
  const { commands, sent } = setUp({ finalize: [http(502, null)], read: ['waiting_for_finalize', 'waiting_for_finalize', 'queued'] });
  await commands.finalize({ jobId: '1' });
  expect(sent).toMatchObject({ finalize: 1, read: 3 });
});

test('after a finalize was sent, a job that is gone is unclear: a person decides, and sees what was sent and answered', async () => {
  const { commands, records } = setUp({ finalize: [new TimeoutError('t')], read: [GONE] });
  const error = await commands.finalize({ jobId: '1', itemId: 'i' }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UnclearOutcomeError);
  expect(error).toMatchObject({ facts: { jobId: '1', sentAt: 1_000, answer: 'no answer in time', choice: 'fresh-job' } });
  expect(records.at(-1)).toMatchObject({ call: 'finalize', jobId: '1', itemId: 'i', answer: 'no answer in time', reading: 'the job is gone' });
});

test('a 404 with a web page counts for nothing: the same command may be given again, and reads first', async () => {
  const { commands, sent } = setUp({ finalize: [http(503, null)], read: [PAGE, PAGE, 'queued'] });
  await expect(commands.finalize({ jobId: '1' })).rejects.toMatchObject({ status: 503 });
  await expect(commands.finalize({ jobId: '1' })).rejects.toMatchObject({ status: 404 });
  await commands.finalize({ jobId: '1' });
  expect(sent.finalize).toBe(1);
});

test('a clear refusal is thrown as it came', async () => {
  for (const error of [http(402, 'INSUFFICIENT_BALANCE'), http(403, 'FORBIDDEN'), http(401, null)]) {
    const { commands, sent } = setUp({ finalize: [error] });
    await expect(commands.finalize({ jobId: '1' })).rejects.toBe(error);
    expect(sent).toMatchObject({ finalize: 1, read: 0 });
  }
  const refused = setUp({ finalize: [http(400, 'INPUT_MISSING')], read: ['waiting_for_finalize'] });
  await expect(refused.commands.finalize({ jobId: '1' })).rejects.toMatchObject({ code: 'INPUT_MISSING' });
});

test('two commands for one job never have a finalize under way at once, and the second reads', async () => {
  let underWay = 0;
  let most = 0;
  const slow = createJobCommands({
    // eslint-disable-next-line typescript/no-unsafe-type-assertion
    client: { finalizeJob: async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => { setTimeout(resolve, 5); });
      underWay -= 1;
      return NOTHING_SAID;
    } } as Partial<JobsClient> as JobsClient,
    clock: { now: () => 0, after: (ms, callback) => { const timer = setTimeout(callback, ms); return () => clearTimeout(timer); } }, log: { record: () => undefined }, mutex: createKeyedMutex(),
  });
  await Promise.all([slow.finalize({ jobId: '1' }), slow.finalize({ jobId: '1' })]);
  expect(most).toBe(1);

});

test('a finalize slower than 30 s is waited for while the job is read, and none is sent beside it', async () => {
  vi.useFakeTimers();
  let finalizes = 0;
  const commands = createJobCommands({
    // eslint-disable-next-line typescript/no-unsafe-type-assertion
    client: {
      finalizeJob: () => {
        finalizes += 1;
        return new Promise<never>(() => {});
      },
      getJob: async (jobId: string) => readJob({ jobId, status: Date.now() - start < 50_000 ? 'waiting_for_finalize' : 'processing' }),
    } as Partial<JobsClient> as JobsClient,
    clock: { now: () => Date.now(), after: (ms, callback) => { const timer = setTimeout(callback, ms); return () => clearTimeout(timer); } }, log: { record: () => undefined }, mutex: createKeyedMutex(),
  });
  const start = Date.now();
  const done = commands.finalize({ jobId: '1' });
  await vi.advanceTimersByTimeAsync(60_000);
  await done;
  expect(finalizes).toBe(1);
  vi.useRealTimers();
});

test('a cancel or a delete whose answer was lost is read, and counts when it was carried out', async () => {
  const { commands, sent } = setUp({ cancel: [http(503, null)], delete: [http(502, null)], read: ['cancelled', GONE] });
  await commands.cancel('1');
  await commands.delete('1');
  expect(sent).toMatchObject({ cancel: 1, delete: 1, read: 2 });
  const refused = setUp({ cancel: [http(409, 'PROCESSING')], delete: [http(409, 'PROCESSING')], read: ['processing'] });
  await expect(refused.commands.cancel('1')).rejects.toMatchObject({ status: 409 });
  await expect(refused.commands.delete('1')).rejects.toMatchObject({ status: 409 });
});

test('one place spends: nothing else in src calls create, finalize, cancel or delete of the client', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|testing\//.test(name));
  const callers = files.filter((name) => /\.(createJob|finalizeJob|cancelJob|deleteJob)\(|\bcreateJobsClient\(/.test(readFileSync(`src/${name}`, 'utf8')));
  expect(callers.toSorted()).toEqual(['jobs-api/browser-client.ts', 'jobs-api/client.ts', 'jobs-api/job-commands.ts']);
});
