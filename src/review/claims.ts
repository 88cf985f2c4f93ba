import { ownField, readFlag, type ResultRecord } from './read-fields.ts';

/** One question that a result answers. */
export interface Claim {
  /** The field that makes it, as on the wire. */
  readonly field: string;
  readonly manipulated: boolean;
}

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
    const [first, ...others] = answers;
    if (first === undefined) continue;
    claims.push(first);
    for (const other of others) if (other.manipulated !== first.manipulated) contradictions.push(`${other.field} says the opposite of ${first.field}`);
  }
  return { claims, contradictions };
}
