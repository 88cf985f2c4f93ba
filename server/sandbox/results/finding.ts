import { ORIGINAL_SLOT } from '#src/jobs-api/task-types.ts';

import type { Facts, ArtifactName } from '../artifact-files.ts';
import type { StoredInput, StoredJob } from '../stored-job.ts';
import { type Verdict, verdictOf } from '../verdict.ts';

/** What a result is put together from. */
export interface Finding {
  readonly job: StoredJob;
  readonly original: StoredInput;
  readonly facts: Facts;
  /** Of the whole file; questions that can be answered apart have {@link verdictOn}. */
  readonly verdict: Verdict;
  /** A URL, signed now, of a file that was made; null when it was not. */
  readonly urlOf: (name: ArtifactName) => string | null;
}

/** A result's fields, apart from those that all have. */
export type ResultFields = Readonly<Record<string, unknown>>;

/** Gathers what a completed job's result is put together from. @throws when the job's media is not there. */
export function findingOf(job: StoredJob, facts: Facts, sign: (name: ArtifactName) => string): Finding {
  const original = job.inputs.find(({ slot }) => slot === ORIGINAL_SLOT);
  if (!original || original.sha256 === null) throw new Error(`Job ${job.id} has no media.`);
  return {
    job,
    original,
    facts,
    verdict: verdictOf(original.fileName, original.sha256, 'authenticity'),
    urlOf: (name) => (facts.produced.includes(name) ? sign(name) : null),
  };
}

/** A verdict on one question about the file: the words in its name decide, or else hash and question. */
export function verdictOn({ original }: Finding, question: string): Verdict {
  return verdictOf(original.fileName, original.sha256 ?? '', question);
}

/** `heatmapURL` (wire format, section 5.4), where there is a heatmap. */
export function heatmapField({ urlOf }: Finding): ResultFields {
  const url = urlOf('heatmap.png');
  return url === null ? {} : { heatmapURL: url };
}
