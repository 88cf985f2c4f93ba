import { fc } from './testing/fast-check.ts';
import { expect, test } from 'vitest';
import { quoteLargeIntegers } from './large-integers.ts';

test.each([
  ['{"jobId":72057594037927937}', '{"jobId":"72057594037927937"}'],
  ['[72057594037927937, 72057594037927938,1]', '["72057594037927937", "72057594037927938",1]'],
  ['{"a": -72057594037927937\n}', '{"a": "-72057594037927937"\n}'],
  ['72057594037927937', '"72057594037927937"'],
  ['{"a":9007199254740991,"b":9007199254740993}', '{"a":9007199254740991,"b":"9007199254740993"}'],
  ['{"a":72057594037927937.5,"b":72057594037927937e3,"c":0.72057594037927937}', '{"a":72057594037927937.5,"b":72057594037927937e3,"c":0.72057594037927937}'],
  ['{"text":"[72057594037927937, \\"72057594037927937\\\\","id":72057594037927937}', '{"text":"[72057594037927937, \\"72057594037927937\\\\","id":"72057594037927937"}'],
  ['{"cut":72057594037927937,"text":"[720575940379', '{"cut":"72057594037927937","text":"[720575940379'],
])('%s', (text, quoted) => expect(quoteLargeIntegers(text)).toBe(quoted));

test('ids are kept digit for digit, whatever stands around them', () => {
  const id = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
  fc.assert(
    fc.property(id, fc.jsonValue(), fc.string({ unit: 'binary' }), (number, value, text) => {
      const read: unknown = JSON.parse(quoteLargeIntegers(`{"value":${JSON.stringify(value)},${JSON.stringify(text)}:1,"id":${number}}`));
      expect(String(Object(read).id)).toBe(String(number));
    }),
    { numRuns: 1_000 },
  );
});

test('what holds no large integer is read as before', () => {
  const page = JSON.stringify({ data: Array.from({ length: 100 }, (_, n) => ({ jobId: n, createdAt: '2026-03-01T10:00:00.000Z', confidence: 0.1234567890123456 })) });
  expect(quoteLargeIntegers(page)).toBe(page);
});
