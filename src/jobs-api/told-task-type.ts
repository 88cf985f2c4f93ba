import * as z from 'zod/mini';
import type { TaskTypeInfo } from './job.ts';
import { ORIGINAL_SLOT } from './task-types.ts';

const text = z.nullable(z.string().check(z.maxLength(2_000)));
const texts = z.array(z.string().check(z.maxLength(200)));
const toldTaskType = z.object({ slug: text, ids: texts, name: text, description: text, slotName: text, mimes: texts, refused: texts });

/** What the platform told of a task type, in one answer or in several; plain data, kept on disk as it is. */
export interface ToldTaskType {
  readonly slug: string | null;
  /** The first is what a create carries; jobs may bear any of them. */
  readonly ids: readonly string[];
  readonly name: string | null;
  readonly description: string | null;
  /** The slot of the media itself. */
  readonly slotName: string | null;
  /** Media types that it takes, in lower case. */
  readonly mimes: readonly string[];
  /** Media types for which it is not available now. */
  readonly refused: readonly string[];
  /** Whether the list of what the key may run says so: it counts more than what a job once bore. */
  readonly isCurrent?: boolean;
}

// A platform that names another type with each job must not fill the disk.
const MOST_TYPES = 200;
const MOST_IDS = 8;
const MOST_MIMES = 50;

/** What the detail of a job tells of its type (wire format, section 6.1); null when it names none. */
export function toldByDetail({ id, slug, name, description, slots }: TaskTypeInfo): ToldTaskType | null {
  if (id === null && slug === null) return null;
  const main = slots.find((slot) => slot.name === ORIGINAL_SLOT) ?? slots[0];
  return { slug, ids: id === null ? [] : [id], name, description, slotName: main?.name ?? null, mimes: main?.mimes ?? [], refused: [] };
}

/** Reads what was kept on disk: what is not of its shape is left out. */
export function readKeptTypes(kept: unknown): readonly ToldTaskType[] {
  return Array.isArray(kept) ? kept.slice(0, MOST_TYPES).flatMap((entry) => toldTaskType.safeParse(entry).data ?? []) : [];
}

/** What was told so far and now, by slug where one is there; the same array when nothing is new. */
export function mergeTold(known: readonly ToldTaskType[], news: readonly ToldTaskType[]): readonly ToldTaskType[] {
  let all = known;
  for (const told of news) {
    const { isCurrent = false, ...fields } = told;
    const before = all.find((entry) => isSame(entry, told));
    if (before === undefined) {
      if (all.length < MOST_TYPES) all = [...all, bounded(fields)];
      continue;
    }
    const merged = merge(before, fields, isCurrent);
    if (JSON.stringify(merged) !== JSON.stringify(before)) all = all.map((entry) => (entry === before ? merged : entry));
  }
  return all;
}

function isSame(known: ToldTaskType, told: ToldTaskType): boolean {
  if (known.slug !== null && told.slug !== null) return known.slug === told.slug;
  return told.ids.some((id) => known.ids.includes(id));
}

function merge(known: ToldTaskType, told: ToldTaskType, isCurrent: boolean): ToldTaskType {
  const [first, second] = isCurrent ? [told, known] : [known, told];
  return bounded({
    slug: known.slug ?? told.slug,
    ids: [...new Set([...first.ids, ...second.ids])],
    // The name of a model may change: the latest that was told.
    name: told.name ?? known.name,
    description: told.description ?? known.description,
    slotName: first.slotName ?? second.slotName,
    mimes: isCurrent && told.mimes.length + told.refused.length > 0 ? told.mimes : known.mimes.length > 0 ? known.mimes : told.mimes,
    refused: isCurrent ? told.refused : known.refused,
  });
}

function isShort(each: string): boolean {
  return each.length <= 200;
}

function bounded({ slug, ids, name, description, slotName, mimes, refused }: ToldTaskType): ToldTaskType {
  return {
    slug: slug?.slice(0, 200) ?? null,
    ids: ids.filter(isShort).slice(0, MOST_IDS),
    name: name?.slice(0, 200) ?? null,
    description: description?.slice(0, 2_000) ?? null,
    slotName: slotName?.slice(0, 200) ?? null,
    mimes: mimes.filter(isShort).slice(0, MOST_MIMES),
    refused: refused.filter(isShort).slice(0, MOST_MIMES),
  };
}
