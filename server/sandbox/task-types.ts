import { BUILT_IN_TYPES, type BuiltInSlug, type BuiltInTaskType } from '#src/jobs-api/task-types.ts';

import type { Vocabulary } from './vocabulary.ts';

/** A task type that the sandbox runs. */
export type SandboxTaskType = Omit<BuiltInTaskType, 'id'> & { readonly id: number };

/** Types that the reference gives no id, which clients know by their slugs, are numbered from here in their order (wire format, section 6.1). */
const FIRST_OWN_ID = 13;

const UNNUMBERED = BUILT_IN_TYPES.filter(({ id }) => id === null);
const ALL: readonly SandboxTaskType[] = BUILT_IN_TYPES.map((type) => ({ ...type, id: type.id ?? FIRST_OWN_ID + UNNUMBERED.indexOf(type) }));
const REFERENCE = ALL.filter((_, index) => BUILT_IN_TYPES[index]?.id !== null);
const BY_ID = new Map(ALL.map((type) => [String(type.id), type]));
const IDS = new Map(ALL.map(({ slug, id }) => [slug, id]));

/** The task types that a vocabulary's platform offers, in the order of their ids: those of the reference, and the newest ones in the current vocabulary. */
export function offeredTypes(vocabulary: Vocabulary): readonly SandboxTaskType[] {
  return vocabulary === 'current' ? ALL : REFERENCE;
}

/** The task type of an id; null for one that the sandbox does not run. */
export function sandboxTypeOf(id: number | string): SandboxTaskType | null {
  return BY_ID.get(String(id)) ?? null;
}

/** The sandbox's id of a built-in type. */
export function sandboxIdOf(slug: BuiltInSlug): number {
  const id = IDS.get(slug);
  if (id === undefined) throw new Error(`The sandbox does not run "${slug}".`);
  return id;
}
