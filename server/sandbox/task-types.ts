import { BUILT_IN_TYPES, type BuiltInSlug, type BuiltInTaskType } from '#src/jobs-api/task-types.ts';

import type { Vocabulary } from './vocabulary.ts';

/** A task type that the sandbox runs. */
export type SandboxTaskType = Omit<BuiltInTaskType, 'id'> & { readonly id: number };

/** The sandbox's ids: the reference's eleven, and 13 for PDF tampering, which clients know by its slug (wire format, section 6.1). */
export const SANDBOX_IDS: Readonly<Record<BuiltInSlug, number>> = {
  'ai-image-detection': 1, 'ai-audio-detection': 2, 'ai-video-detection': 3, 'faceswap-detection': 4, 'image-forgery-detection': 5, 'document-intelligence': 6,
  'face-liveness-detection': 7, 'face-intelligence': 8, 'face-embedding': 9, 'audio-splitter': 10, 'ekyc-deepfake': 11, 'pdf-tampering-detection': 13,
};
const ALL: readonly SandboxTaskType[] = BUILT_IN_TYPES.map((type) => ({ ...type, id: SANDBOX_IDS[type.slug] }));
const DOCUMENTED = ALL.filter(({ slug }) => slug !== 'pdf-tampering-detection');
const BY_ID = new Map(ALL.map((type) => [String(type.id), type]));

/** The task types that a vocabulary's platform offers, in the order of their ids. */
export function offeredTypes(vocabulary: Vocabulary): readonly SandboxTaskType[] {
  return vocabulary === 'current' ? ALL : DOCUMENTED;
}

/** The task type of an id; null for one that the sandbox does not run. */
export function sandboxTypeOf(id: number | string): SandboxTaskType | null {
  return BY_ID.get(String(id)) ?? null;
}
