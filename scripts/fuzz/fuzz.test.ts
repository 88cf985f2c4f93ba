import { expect, test } from 'vitest';

import { hostileAnswer, hostilePayload } from './answers.ts';
import { type GeneratedRequest, generateConnection } from './http-grammar.ts';
import { wrongsOfAnswer } from './invariants.ts';
import { Random } from './random.ts';

function make(seed: number): string {
  const random = new Random(seed);
  const connection = generateConnection(random, { keys: ['api_a'], cookies: ['a=b'], passes: [] });
  return JSON.stringify([connection, hostileAnswer(hostilePayload({ jobId: 1 }, random, 1), random)]);
}

test('a seed makes the same requests and answers again', () => {
  expect(make(5)).toBe(make(5));
  expect(make(5)).not.toBe(make(6));
});

test('an answer that breaks the rules is found', () => {
  const request: GeneratedRequest = { method: 'GET', target: '/api/v1/jobs', bytes: Buffer.alloc(0), wellFormed: true };
  const found = wrongsOfAnswer(request, { startLine: 'HTTP/1.1 302 Found', headers: [['content-type', 'text/html'], ['location', '/']], body: Buffer.from('<script>'), complete: true }, []);
  expect(found.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['no CSP', 'no nosniff', 'the header location', 'a status that the Jobs API does not have', 'a page or a script under /api', 'a body of unknown shape under /api']));
});
