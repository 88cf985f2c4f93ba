import { fc } from '#src/jobs-api/testing/fast-check.ts';
import { expect, test } from 'vitest';
import { writeJson } from './write-json.ts';

test('what is written is the value, for any value', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const { text, complete } = writeJson(value, Infinity);
    expect(complete).toBe(true);
    // -0 is 0 in JSON.
    expect(JSON.stringify(JSON.parse(text))).toBe(JSON.stringify(value));
  }));
});

test('it reads well', () => {
  expect(writeJson({ a: [1, 2], b: { c: [], d: {} }, e: ['x'] }, Infinity).text).toBe('{\n  "a": [1, 2],\n  "b": {\n    "c": [],\n    "d": {}\n  },\n  "e": [\n    "x"\n  ]\n}');
});

test('depth does not matter', () => {
  let deep: unknown = 1;
  for (let level = 0; level < 20_000; level += 1) deep = { a: deep };
  expect(() => JSON.stringify(deep)).toThrow('Maximum call stack');
  expect(writeJson(deep, Infinity).complete).toBe(true);
});

test('it stops at the limit, however much there is', () => {
  const { text, complete } = writeJson(Array.from({ length: 1_000_000 }, (_, n) => ({ n })), 500);
  expect(complete).toBe(false);
  expect(text).toHaveLength(500);
});

test('keys of the prototype are keys like any other', () => {
  expect(writeJson(JSON.parse('{"__proto__":{"x":1},"constructor":2}'), Infinity).text).toContain('"__proto__"');
});

test('texts can be written as something else, wherever they are', () => {
  expect(JSON.parse(writeJson({ a: ['x'], x: { b: 'x' } }, Infinity, (text) => `${text}!`).text)).toEqual({ a: ['x!'], x: { b: 'x!' } });
});
