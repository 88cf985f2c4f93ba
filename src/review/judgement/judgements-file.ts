import * as z from 'zod/mini';
import { addEntries, currentJudgement, JUDGEMENTS, type JudgementEntry, type JudgementLog } from './judgement.ts';

// The last moment that a date can hold.
const LAST_MS = 8.64e15;

const text = z.string().check(z.maxLength(100_000));
const base = { id: z.string().check(z.minLength(1), z.maxLength(100)), jobId: z.string().check(z.minLength(1), z.maxLength(200)), at: z.int().check(z.gte(0), z.lte(LAST_MS)) };

const detector = z.object({
  taskTypeId: z.nullable(z.string()),
  finding: text,
  direction: z.enum(['authentic', 'manipulated', 'none']),
  confidence: z.nullable(z.number().check(z.gte(0), z.lte(1))),
  simulated: z.boolean(),
  readerVersion: z.optional(z.number()),
});

const entry = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('judged'), verdict: z.enum(JUDGEMENTS), reason: text, tags: z.array(text), notes: text, detector: z.nullable(detector) }),
  z.object({ ...base, kind: z.literal('undone'), entryId: z.string() }),
]);

const file = z.object({ kind: z.literal('assay-judgements'), version: z.literal(1), platform: z.string(), entries: z.array(entry) });

/** What a merge did. */
export interface MergeOutcome {
  readonly log: JudgementLog;
  /** Entries that were not known. */
  readonly added: readonly JudgementEntry[];
  /** Entries that were known already. */
  readonly known: number;
  /** Jobs for which another judgement holds now than before; the earlier one stays in their history. */
  readonly changedJobs: readonly string[];
}

/** The judgements as a JSON text. `platform` is what the app is connected to: job ids mean nothing elsewhere. */
export function printJudgements(log: JudgementLog, platform: string, now: number): string {
  const entries = [...log.values()].flat();
  return `${JSON.stringify({ kind: 'assay-judgements', version: 1, platform, exportedAt: new Date(now).toISOString(), entries }, null, 2)}\n`;
}

/** Reads what {@link printJudgements} wrote. @throws Error with a sentence for people when it is anything else, or of another platform. */
export function parseJudgements(json: string, platform: string): readonly JudgementEntry[] {
  const read = file.safeParse(jsonOf(json));
  if (!read.success) throw new Error('This is no file of judgements as Assay exports them. Nothing was imported.');
  if (read.data.platform !== platform) throw new Error(`These judgements are about jobs on ${read.data.platform}, and this is ${platform}. Nothing was imported.`);
  return read.data.entries;
}

/** Merges entries from elsewhere by id and time; nothing that is here is lost. */
export function mergeEntries(log: JudgementLog, entries: readonly JudgementEntry[]): MergeOutcome {
  const merged = addEntries(log, entries);
  const knownIds = new Set([...log.values()].flat().map(({ id }) => id));
  const added = [...new Map(entries.map((one) => [one.id, one])).values()].filter(({ id }) => !knownIds.has(id));
  const jobs = new Set(added.map(({ jobId }) => jobId));
  const changedJobs = [...jobs].filter((jobId) => {
    const before = currentJudgement(log.get(jobId) ?? []);
    return before !== null && before.id !== currentJudgement(merged.get(jobId) ?? [])?.id;
  });
  return { log: merged, added, known: entries.length - added.length, changedJobs };
}

function jsonOf(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
