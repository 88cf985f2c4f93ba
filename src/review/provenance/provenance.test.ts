import { fc } from '#src/jobs-api/testing/fast-check.ts';
import { expect, test } from 'vitest';
import { saysAi, shownText, sourceTypeOf } from './provenance.ts';

test.each([
  ['http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia', 'trainedAlgorithmicMedia', true],
  ['compositeWithTrainedAlgorithmicMedia', 'compositeWithTrainedAlgorithmicMedia', true],
  ['http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture', 'digitalCapture', false],
  ['javascript:alert(1)', null, false],
  [7, null, false],
])('the source type %j is %j', (value, word, ai) => {
  expect(sourceTypeOf(value)).toBe(word);
  expect(saysAi(sourceTypeOf(value))).toBe(ai);
});

test('marks that turn text around are shown, control characters are not, and long text is cut', () => {
  expect(shownText('photo\u202Egpj.exe')).toBe('photo[U+202E]gpj.exe');
  expect(shownText('a\u0000\n\u2028b')).toBe('a b');
  expect(shownText('x'.repeat(1_000))).toHaveLength(301);
});

test('no text keeps a mark that turns it around', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', '\u202E', '\u2066', '\u200F', '\u0007', '<') }), (text) => {
    expect(['\u202E', '\u2066', '\u200F', '\u0007'].some((mark) => shownText(text).includes(mark))).toBe(false);
  }));
});
