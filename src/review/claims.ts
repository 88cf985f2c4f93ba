import { readIdentities } from './identities.ts';
import { ownField, readFlag, readNumber, type ResultRecord } from './read-fields.ts';

/** One question that a result answers. */
export interface Claim {
  /** The field that makes it, as on the wire, or {@link FACES}. */
  readonly field: string;
  readonly manipulated: boolean;
}

/** Stands for the field of a claim that only the single faces make; a result's own `confidence` does not belong to it. */
export const FACES = 'the single faces';

/** Fields that answer one question, each saying "manipulated" when it is true (wire format, section 5.4). */
const QUESTIONS: readonly (readonly string[])[] = [
  ['isAiGenerated'],
  ['isDeepFake', 'fake'],
  ['isSpoof'],
  ['isForged', 'isTampered', 'isManipulated'],
];

/**
 * What a result claims, one claim a question. Fields that answer the same question differently are contradictions;
 * different questions, such as liveness and face swap, may well have different answers.
 */
export function readClaims(record: ResultRecord): { readonly claims: readonly Claim[]; readonly contradictions: readonly string[] } {
  const claims: Claim[] = [];
  const contradictions: string[] = [];
  for (const fields of QUESTIONS) {
    const answers = fields.flatMap((field) => {
      const manipulated = readFlag(ownField(record, field));
      return manipulated === null ? [] : [{ field, manipulated }];
    });
    if (fields.includes('isDeepFake')) answers.push(...facesClaim(record));
    const [first, ...others] = answers;
    if (first === undefined) continue;
    claims.push(first);
    for (const other of others) if (other.manipulated !== first.manipulated) contradictions.push(`${first.field} and ${other.field} say the opposite of each other`);
  }
  return { claims, contradictions };
}

// One swapped face makes a swapped video; it is an unswapped one only when every face is said to be.
function facesClaim(record: ResultRecord): readonly Claim[] {
  const faces = [...readIdentities(record).map(({ manipulated }) => manipulated), ...countedFaces(record)];
  if (faces.includes(true)) return [{ field: FACES, manipulated: true }];
  return faces.length > 0 && faces.every((manipulated) => manipulated === false) ? [{ field: FACES, manipulated: false }] : [];
}

// Older answers count: `deepFakes` of `faces`. None of no faces says nothing.
function countedFaces(record: ResultRecord): readonly boolean[] {
  const swapped = readNumber(ownField(record, 'deepFakes'));
  const faces = readNumber(ownField(record, 'faces'));
  if (swapped === null || swapped < 0) return [];
  if (swapped > 0) return [true];
  return faces !== null && faces > 0 ? [false] : [];
}
