import { TASK_TYPES, type TaskType, type TaskTypeId } from '#src/jobs-api/task-types.ts';

import type { Vocabulary } from './vocabulary.ts';

/** The ids of what the sandbox runs: the reference's eleven, and 13 for PDF tampering, which clients know by its slug (wire format, section 6.1). */
export type SandboxTypeId = TaskTypeId | 13;

/** A task type that the sandbox runs. */
export type SandboxTaskType = Omit<TaskType, 'id'> & { readonly id: SandboxTypeId };

const PDF_TAMPERING: SandboxTaskType = {
  id: 13, slug: 'pdf-tampering-detection', name: 'PDF Tampering Detection', question: 'Which pages of this PDF were tampered with?',
  limits: 'judges the document, not who it belongs to', formats: ['pdf'], timeoutMs: 300_000,
};
const ELEVEN: readonly SandboxTaskType[] = TASK_TYPES;
const ALL = [...ELEVEN, PDF_TAMPERING];
const BY_ID = new Map(ALL.map((type) => [String(type.id), type]));

/** The task types that a vocabulary's platform offers, in the order of their ids. */
export function offeredTypes(vocabulary: Vocabulary): readonly SandboxTaskType[] {
  return vocabulary === 'current' ? ALL : ELEVEN;
}

/** The task type of an id; null for one that the sandbox does not run. */
export function sandboxTypeOf(id: number | string): SandboxTaskType | null {
  return BY_ID.get(String(id)) ?? null;
}
