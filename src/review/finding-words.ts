import type { TaskTypeId } from '#src/jobs-api/task-types.ts';

/** What a detector says, in either direction, as one sentence without a full stop. */
interface FindingWords {
  readonly manipulated: string;
  readonly authentic: string;
}

const GENERIC: FindingWords = {
  manipulated: 'The detector found signs of manipulation',
  authentic: 'The detector found no signs of manipulation',
};

const FACE_SWAP: FindingWords = {
  manipulated: 'The detector found signs of a swapped face',
  authentic: 'The detector found no signs of a swapped face',
};

const AI: FindingWords = {
  manipulated: 'The detector found signs of AI generation',
  authentic: 'The detector found no signs of AI generation',
};

const LIVENESS: FindingWords = {
  manipulated: 'The detector found signs that no live person was in front of the camera',
  authentic: 'The detector found signs of a live person',
};

const BY_TYPE: Readonly<Partial<Record<TaskTypeId, FindingWords>>> = {
  1: AI,
  2: AI,
  3: AI,
  4: FACE_SWAP,
  5: { manipulated: 'The detector found signs of editing in the image', authentic: 'The detector found no signs of editing in the image' },
  6: { manipulated: 'The detector found signs that the document was tampered with', authentic: 'The detector found no signs of tampering' },
  7: LIVENESS,
  11: FACE_SWAP,
};

const BY_FIELD: Readonly<Record<string, FindingWords>> = { isAiGenerated: AI, isDeepFake: FACE_SWAP, isSpoof: LIVENESS };

/** The words for a finding: by the task type, or else by the field that made it. */
export function findingWords(taskTypeId: TaskTypeId | null, field: string): FindingWords {
  return (taskTypeId === null ? undefined : BY_TYPE[taskTypeId]) ?? BY_FIELD[field] ?? GENERIC;
}
