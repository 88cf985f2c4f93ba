import type { Job, JobSummary } from './job.ts';
import { formatOfMime, MEDIA_FORMATS, type MediaFormat } from './media-formats.ts';
import { BUILT_IN_TYPES, ORIGINAL_SLOT, USUAL_TYPES, builtInOf, type BuiltInTaskType } from './task-types.ts';
import { mergeTold, toldByDetail, type ToldTaskType } from './told-task-type.ts';

/** A task type's slug, or its id for one whose slug no answer gave (wire format, section 6.1). This is what is kept on disk. */
export type TaskTypeKey = string;

/** One detection task of the platform, built in or told of by it. */
export interface TaskType {
  readonly key: TaskTypeKey;
  readonly slug: string | null;
  /** What a create carries; null as long as the platform has not told it. */
  readonly id: string | null;
  /** As the platform shows it; made of the slug where no answer gave a name. */
  readonly name: string;
  /** What the task answers, as a question; the platform's own description for a type that is not built in, null without one. */
  readonly question: string | null;
  /** What a finding does not cover, in a short clause; null when that is not known. */
  readonly limits: string | null;
  readonly formats: readonly MediaFormat[];
  /** ms after which the platform gives a job up; null when that is not known. */
  readonly timeoutMs: number | null;
  /** The slot of the media itself. */
  readonly slotName: string;
  readonly options: BuiltInTaskType['options'];
  readonly judgesAuthenticity: boolean;
  /** Whether a file can be sent to it: the platform gave it an id and does not say that it is unavailable. */
  readonly isOffered: boolean;
}

/** The parts of a job that tell its task type. */
export type TypedJob = Pick<JobSummary, 'taskTypeId'> & Partial<Pick<Job, 'taskTypeSlug' | 'taskType'>>;

/** Every task type that is known: the built-in ones, and what the platform has told. */
export interface TaskTypeRegistry {
  /** Built-in types first, in the order of their ids; the same array until something is learned. */
  readonly all: () => readonly TaskType[];
  /** The type of a slug or an id; null for one that nothing is known of. */
  readonly find: (key: TaskTypeKey | number | null) => TaskType | null;
  /** The type of a job, by its slug where one is there; null when nothing but an unknown id is known. */
  readonly ofJob: (job: TypedJob) => TaskType | null;
  /** The key of a job's type, or its id as it came; null for a job that names none. */
  readonly keyOf: (job: TypedJob) => TaskTypeKey | null;
  /** The types that a file of this format can be sent to. */
  readonly offeredFor: (format: MediaFormat) => readonly TaskType[];
  /** The type that a format is sent to unless the analyst chooses another. */
  readonly usualFor: (format: MediaFormat) => TaskTypeKey;
  /** Takes note of what the platform told; true when it was news. */
  readonly learn: (told: readonly ToldTaskType[]) => boolean;
  /** When something was last learned, ms epoch; 0 when nothing was. */
  readonly learnedAt: () => number;
  /** What was learned, to be kept. */
  readonly told: () => readonly ToldTaskType[];
  /** Puts what was kept in the place of what was learned: of another account. */
  readonly restore: (told: readonly ToldTaskType[]) => void;
  /** Calls `listener` whenever {@link all} changes; returns how to stop that. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** Makes a registry that knows the built-in types alone. */
export function createTaskTypeRegistry(): TaskTypeRegistry {
  let told: readonly ToldTaskType[] = [];
  let known = knownTypes(told);
  let learnedAt = 0;
  const listeners = new Set<() => void>();
  const change = (next: readonly ToldTaskType[]) => {
    told = next;
    known = knownTypes(told);
    for (const listener of listeners) listener();
  };
  const find = (key: TaskTypeKey | number | null) => (key === null ? null : (known.byKey.get(String(key)) ?? known.byId.get(String(key)) ?? null));
  const ofJob = ({ taskTypeId, taskTypeSlug = null, taskType = null }: TypedJob) => {
    const slug = taskTypeSlug ?? taskType?.slug ?? null;
    const type = find(slug) ?? (slug === null ? find(taskTypeId) : null);
    const itself = type === null ? toldByDetail({ id: taskTypeId, name: null, description: null, slots: [], ...taskType, slug }) : null;
    return type ?? (itself !== null && (slug !== null || taskType !== null) ? typeTold(itself) : null);
  };
  return {
    all: () => known.all,
    find,
    ofJob,
    keyOf: (job) => ofJob(job)?.key ?? job.taskTypeId,
    offeredFor: (format) => known.all.filter((type) => type.isOffered && type.formats.includes(format)),
    usualFor(format) {
      const usual = USUAL_TYPES[format];
      const offered = known.all.filter((type) => type.isOffered && type.formats.includes(format));
      const first = usual.find((slug) => offered.some(({ key }) => key === slug)) ?? (offered.find(({ judgesAuthenticity }) => judgesAuthenticity) ?? offered[0])?.key;
      return first ?? usual.at(-1) ?? '';
    },
    learn(next) {
      const merged = mergeTold(told, next);
      if (merged === told) return false;
      change(merged);
      learnedAt = Date.now();
      return true;
    },
    told: () => told,
    learnedAt: () => learnedAt,
    restore(kept) {
      if (kept.length > 0 || told.length > 0) change(kept);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function knownTypes(told: readonly ToldTaskType[]) {
  const bySlug = new Map(told.map((entry) => [entry.slug, entry]));
  const taken = new Set(told.flatMap(({ ids }) => ids));
  const builtIn = BUILT_IN_TYPES.map((type) => typeBuiltIn(type, bySlug.get(type.slug), taken));
  const further = told.filter(({ slug }) => builtInOf(slug) === null).map(typeTold);
  const all = [...builtIn, ...further];
  const byKey = new Map(all.map((type) => [type.key, type]));
  const byId = new Map(BUILT_IN_TYPES.flatMap(({ id, slug }) => {
    const type = byKey.get(slug);
    return id === null || type === undefined ? [] : [[String(id), type] as const];
  }));
  // What the platform says of an id comes before the reference's table.
  for (const entry of told) {
    const type = byKey.get(keyOf(entry));
    if (type) for (const id of entry.ids) byId.set(id, type);
  }
  return { all, byKey, byId };
}

function typeBuiltIn({ slug, id, name, question, limits, formats, timeoutMs, options, judgesAuthenticity }: BuiltInTaskType, told: ToldTaskType | undefined, taken: ReadonlySet<string>): TaskType {
  const ownId = id === null || taken.has(String(id)) ? null : String(id);
  const toldId = told?.ids[0] ?? ownId;
  const refused = formatsOf(told?.refused ?? []);
  const takes = [...new Set([...formats, ...formatsOf(told?.mimes ?? [])])].filter((format) => !refused.includes(format));
  return {
    key: slug, slug, id: toldId, name, question, limits, formats: takes, timeoutMs, options, judgesAuthenticity,
    slotName: told?.slotName ?? ORIGINAL_SLOT,
    isOffered: toldId !== null && takes.length > 0,
  };
}

function typeTold(told: ToldTaskType): TaskType {
  const { slug, ids, name, description, slotName, mimes, refused } = told;
  const unavailable = formatsOf(refused);
  const formats = formatsOf(mimes).filter((format) => !unavailable.includes(format));
  const [id = null] = ids;
  return {
    key: keyOf(told), slug, id, formats,
    name: name ?? (slug === null ? `Type ${id ?? 'unknown'}` : inWords(slug)),
    question: description,
    limits: null,
    timeoutMs: null,
    slotName: slotName ?? ORIGINAL_SLOT,
    options: null,
    judgesAuthenticity: true,
    isOffered: id !== null && formats.length > 0,
  };
}

function keyOf({ slug, ids }: Pick<ToldTaskType, 'slug' | 'ids'>): TaskTypeKey {
  return slug ?? ids[0] ?? '';
}

/** The formats of media types, in the order of {@link MEDIA_FORMATS}; `image/*` names every image. */
function formatsOf(mimes: readonly string[]): readonly MediaFormat[] {
  const named = new Set(mimes.map(formatOfMime));
  const kinds = new Set(mimes.filter((mime) => mime.endsWith('/*')).map((mime) => mime.slice(0, -2)));
  return Object.values(MEDIA_FORMATS).filter(({ id, kind }) => named.has(id) || kinds.has(kind)).map(({ id }) => id);
}

function inWords(slug: string): string {
  const words = slug.replaceAll(/[-_]+/g, ' ').trim();
  return words === '' ? slug : words.charAt(0).toUpperCase() + words.slice(1);
}
