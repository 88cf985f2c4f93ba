import { VECTOR_LENGTH } from '../artifacts/face-vector.ts';
import { numbersFrom } from '../verdict.ts';
import type { Finding, ResultFields } from './finding.ts';

/** Type 9: a unit-length vector, from the pixels, or from the hash when they cannot be decoded. */
export function faceEmbedding({ facts, original }: Finding): ResultFields {
  const vector = facts.faceVector ?? vectorFromHash(original.sha256 ?? '');
  return { faceVector: vector, dimensions: vector.length };
}

function vectorFromHash(sha256: string): number[] {
  const numbers = numbersFrom(`${sha256}/vector`, VECTOR_LENGTH).map((number) => number - 0.5);
  const length = Math.hypot(...numbers);
  return numbers.map((number) => number / length);
}
