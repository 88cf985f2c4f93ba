import { fc } from './testing/fast-check.ts';
import { describe, expect, test } from 'vitest';

import { ProtocolError } from './errors.ts';
import { readJsonAnswer, readShortText } from './read-answer.ts';

const answer = (text: string) => new Response(text);

// Integers that a number cannot hold come as strings: see large-integers.test.ts.
const readable = fc.jsonValue().filter((value) => !/(?:^|[:,[-])\d{16}/.test(JSON.stringify(value)));

test('JSON comes back as it is', async () => {
  await fc.assert(
    fc.asyncProperty(readable, async (value) => {
      const text = JSON.stringify(value);
      expect(await readJsonAnswer(answer(text))).toEqual(JSON.parse(text));
    }),
  );
});

test('brackets in strings are no nesting', async () => {
  const text = JSON.stringify({ a: '['.repeat(1_000), b: '\\"[[{'.repeat(200) });
  expect(await readJsonAnswer(answer(text))).toEqual(JSON.parse(text));
});

test('keys that name what every object has stay keys', async () => {
  const read = await readJsonAnswer(answer('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'));
  expect(Object.keys(read ?? {})).toEqual(['__proto__', 'constructor']);
  expect('polluted' in {}).toBe(false);
});

test.each([
  ['no JSON', '<html>', 'not JSON'],
  ['nothing', '', 'not JSON'],
  ['nested deep', `${'['.repeat(101)}${']'.repeat(101)}`, 'nested more than 100 deep'],
  ['of very many values', `{"a":[${'[],'.repeat(1_390_000)}[]]}`, 'more than a million values'],
  ['nested very deep', '{"a":'.repeat(300_000), 'nested more than 100 deep'],
])('%s is a protocol error that says so', async (_name, text, said) => {
  const error = await readJsonAnswer(answer(text)).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ProtocolError);
  expect(String(error)).toContain(said);
});

/** 1 MiB pieces without an end, counted. */
function endless() {
  const count = { pulled: 0, cancelled: false };
  const piece = new Uint8Array(1024 ** 2).fill(32);
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      count.pulled += 1;
      controller.enqueue(piece);
    },
    cancel() {
      count.cancelled = true;
    },
  });
  return { body, count };
}

describe('too large', () => {
  test('an endless answer is given up after 16 MiB', async () => {
    const { body, count } = endless();
    await expect(readJsonAnswer(new Response(body))).rejects.toThrow('larger than the 16 MiB');
    expect(count.cancelled).toBe(true);
    expect(count.pulled).toBeLessThanOrEqual(19);
  });

  test('of an error only the start is read', async () => {
    const { body, count } = endless();
    expect((await readShortText(new Response(body))).length).toBe(1024 ** 2);
    expect(count.cancelled).toBe(true);
  });
});
