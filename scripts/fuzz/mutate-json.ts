import { hostileText } from './hostile-text.ts';
import type { Random } from './random.ts';

/** A value that JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

const NUMBERS: readonly number[] = [0, -0, -1, 1, 0.5, 100, 101, 1e21, 1e308, -1e308, 2 ** 53, 2 ** 31, 5e-324, 253_402_300_800_000, 8.64e15 + 1];
const NAMES: readonly string[] = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'toJSON', 'length', '', '0', 'jobId', 'id', 'status', 'result', 'data', 'items'];

/** Any value, of a depth of at most `depth`. */
export function anyJson(random: Random, depth = 3): Json {
  return random.weighted<() => Json>([
    [2, () => null],
    [2, () => random.chance(0.5)],
    [3, () => random.pick(NUMBERS)],
    [5, () => hostileText(random)],
    [depth > 0 ? 2 : 0, () => random.times(0, 4, () => anyJson(random, depth - 1))],
    [depth > 0 ? 2 : 0, () => Object.fromEntries(random.times(0, 4, () => [random.pick(NAMES), anyJson(random, depth - 1)] as const))],
  ])();
}

/** The value with each part in it replaced, left out or doubled with the probability `rate`. */
export function mutateJson(value: Json, random: Random, rate: number): Json {
  if (random.chance(rate)) return anyJson(random);
  if (typeof value !== 'object' || value === null) return value;
  if (isArray(value)) return value.flatMap((item) => (random.chance(rate) ? random.pick<Json[]>([[], [item, item]]) : [mutateJson(item, random, rate)]));
  const entries = Object.entries(value).filter(() => !random.chance(rate / 2));
  // From entries, `__proto__` becomes a name like any other.
  return Object.fromEntries([...entries.map(([name, inner]) => [name, mutateJson(inner, random, rate)] as const), ...(random.chance(rate) ? [[random.pick(NAMES), anyJson(random)] as const] : [])]);
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** The text of a value, which may no longer be JSON, or no longer say the same to two readers. */
export function mutateText(text: string, random: Random): string {
  const at = random.int(0, text.length);
  return random.weighted<() => string>([
    [2, () => text.slice(0, at)],
    [2, () => text.replace('{', '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},')],
    [2, () => text.replace('{', '{"cost":1e999,"updatedAt":-1e400,"completedAt":9007199254740993000,"jobId":00,')],
    [1, () => text.replace('{', '{"status":"completed","status":"failed",')],
    [1, () => text.replace(/\d+/g, '9'.repeat(random.int(20, 2000)))],
    [1, () => `\uFEFF${text}`],
    [1, () => `${text}${text}`],
    [1, () => `${text} <script>`],
    [1, () => `)]}',\n${text}`],
    [1, () => text.replaceAll('"', "'")],
    [1, () => `${text.slice(0, at)}${random.pick(['\0', '\u2028', '\\u0000', '\\ud800', '\u0001', ',', '}', '[', 'NaN'])}${text.slice(at)}`],
    [1, () => ''],
    [1, () => `${text}${' '.repeat(random.int(1, 200_000))}`],
  ])();
}

/** Texts that are small to say and dear to read: deep, wide, of many empty parts, of long numbers. At most 4 MB. */
export function expensiveText(random: Random): string {
  const bytes = random.pick([10_000, 200_000, 1_000_000, 4_000_000]);
  return random.weighted<() => string>([
    [2, () => `{"a":[${'[],'.repeat(bytes / 3)}[]]}`],
    [2, () => `{"artifacts":[${'{},'.repeat(bytes / 3)}{}]}`],
    [1, () => `${'['.repeat(bytes / 2)}${']'.repeat(bytes / 2)}`],
    [1, () => `${'{"a":'.repeat(bytes / 6)}1${'}'.repeat(bytes / 6)}`],
    [1, () => `{"a":${'9'.repeat(bytes)}}`],
    [1, () => `{"a":"${'\\u0041'.repeat(bytes / 6)}"}`],
    [1, () => `{${Array.from({ length: bytes / 16 }, (_, index) => `"k${index}":${index}`).join(',')}}`],
    [1, () => `{"jobId":1,"artifacts":[${Array.from({ length: bytes / 60 }, (_, index) => `{"downloadUrl":"http://127.0.0.1:1/${index}?a=b"}`).join(',')}]}`],
    [1, () => `{"result":{"faceVector":[${'0.123,'.repeat(bytes / 6)}1]}}`],
  ])();
}
