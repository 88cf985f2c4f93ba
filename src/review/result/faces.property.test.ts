import { fc } from '#src/jobs-api/testing/fast-check.ts';
import { expect, test } from 'vitest';
import { readJob } from '#src/jobs-api/normalize.ts';
import { readVerdict } from './read-verdict.ts';

// Faces in every field that speaks of them, in any combination (wire format, sections 5.4 and 6.5).
const yes = fc.constantFrom<unknown>(true, 'true', 'True', 1);
const no = fc.constantFrom<unknown>(false, 'false', 'False', 0);
const silent = fc.constantFrom<unknown>(null, 'null', 'None', 'maybe', '');

/** A field, with whether it says that its face is manipulated; null when it says neither. */
interface Saying {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly says: boolean | null;
}

const saying = (name: string, whenTrue: boolean) => fc.oneof(
  { weight: 3, arbitrary: yes.map((value): Saying => ({ fields: { [name]: value }, says: whenTrue })) },
  { weight: 3, arbitrary: no.map((value): Saying => ({ fields: { [name]: value }, says: !whenTrue })) },
  { weight: 1, arbitrary: silent.map((value): Saying => ({ fields: { [name]: value }, says: null })) },
);
const classed = fc.oneof(
  fc.constant<Saying>({ fields: { class: 'fake' }, says: true }),
  fc.constant<Saying>({ fields: { class: 'real' }, says: false }),
  fc.constant<Saying>({ fields: { class: 'face' }, says: null }),
  saying('isDeepFake', true).map(({ fields, says }): Saying => ({ fields: { class: fields }, says })),
  saying('isLiveness', false).map(({ fields, says }): Saying => ({ fields: { class: fields }, says })),
);
const labelled = fc.array(fc.constantFrom<[unknown, boolean | null]>(['FAKE', true], ['REAL', false], ['face', null]), { minLength: 1, maxLength: 3 });
const id = fc.constantFrom<number | string>(0, 1, '0', '1');
const share = fc.oneof(fc.constantFrom(undefined, 0.5, 0.8, 1), fc.double({ min: 0, max: 1, noNaN: true }));

interface Part {
  readonly result: Readonly<Record<string, unknown>>;
  readonly said: readonly (boolean | null)[];
}

const listIn = (name: string, flag: fc.Arbitrary<Saying>) => fc.array(fc.tuple(id, flag, share), { maxLength: 3 }).map((entries): Part => ({
  result: { [name]: entries.map(([identityId, { fields }, confidence]) => ({ [name === 'participants' ? 'id' : 'identityId']: identityId, ...fields, confidence })) },
  said: entries.map(([, { says }]) => says),
}));
const faceFirst = fc.uniqueArray(fc.tuple(fc.constantFrom('0', '1'), classed, share), { selector: ([key]) => key }).map((entries): Part => ({
  result: { boundingBoxes: Object.fromEntries(entries.map(([key, { fields }, confidence]) => [key, { boundingBox: { frame_0: [1, 2, 3, 4] }, ...fields, confidence }])) },
  said: entries.map(([, { says }]) => says),
}));
const frameFirst = (name: string) => labelled.map((labels): Part => ({
  result: { [name]: { frame_0: labels.map(([label]) => ({ x1: 1, y1: 2, x2: 3, y2: 4, label })) } },
  said: labels.map(([, says]) => says),
}));
const flagOfFile = (name: string, whenTrue: boolean) => saying(name, whenTrue).map(({ fields, says }): Part => ({ result: fields, said: [says] }));

const parts: readonly fc.Arbitrary<Part>[] = [
  listIn('identityPredictions', saying('isDeepFake', true)),
  listIn('identityDetails', fc.oneof(saying('isDeepFake', true), saying('isLiveness', false), saying('isSpoof', true), classed)),
  listIn('participants', saying('fake', true)),
  fc.oneof(faceFirst, frameFirst('boundingBoxes')),
  frameFirst('predictions'),
  flagOfFile('isDeepFake', true),
  flagOfFile('isLiveness', false),
  flagOfFile('isFake', true),
  fc.double({ min: 0, max: 1, noNaN: true }).map((confidence): Part => ({ result: { confidence }, said: [] })),
];
// Few parts at a time: all of them together nearly always contradict each other.
const result = fc.tuple(...parts.map((part) => fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: part }))).map((chosen) => {
  const given = chosen.filter((part) => part !== null);
  const fields: Record<string, unknown> = Object.fromEntries(given.flatMap((part) => Object.entries(part.result)));
  return { result: fields, said: given.flatMap((part) => part.said) };
});
const slug = fc.constantFrom('faceswap-detection', 'face-intelligence', 'face-liveness-detection', 'ekyc-deepfake', 'a-new-one');

test('whatever faces and flags say together: never authentic while one says manipulated, and no direction that none of them says', () => {
  const seen = { manipulated: 0, authentic: 0, contradiction: 0, confidence: 0 };
  fc.assert(
    fc.property(result, slug, ({ result: given, said }, taskTypeSlug) => {
      const verdict = readVerdict(readJob({ jobId: 1, status: 'completed', taskTypeSlug, result: given }));
      const { direction, confidence, outcome, contradictions } = verdict;
      if (said.includes(true)) expect(direction).not.toBe('authentic');
      if (direction !== 'none') expect(said).toContain(direction === 'manipulated');
      if (contradictions.length > 0) expect({ outcome, direction, confidence }).toEqual({ outcome: 'contradiction', direction: 'none', confidence: null });
      else if (said.includes(true)) expect(direction).toBe('manipulated');
      if (confidence !== null) expect(direction !== 'none' && confidence >= 0.5 && confidence <= 1).toBe(true);
      if (direction !== 'none') seen[direction] += 1;
      if (outcome === 'contradiction') seen.contradiction += 1;
      if (confidence !== null) seen.confidence += 1;
    }),
    { numRuns: 4_000 },
  );
  // What never came up was not tested.
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(50);
});

test('the order in which a result names its faces changes nothing', () => {
  fc.assert(fc.property(result, slug, ({ result: given }, taskTypeSlug) => {
    const { identityPredictions } = given;
    if (!Array.isArray(identityPredictions)) return;
    const read = (predictions: unknown) => readVerdict(readJob({ jobId: 1, status: 'completed', taskTypeSlug, result: { ...given, identityPredictions: predictions } })).direction;
    expect(read(identityPredictions.toReversed())).toBe(read(identityPredictions));
  }));
});
