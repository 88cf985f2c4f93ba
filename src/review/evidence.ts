import type { Artifact, Job } from '#src/jobs-api/job.ts';
import { ORIGINAL_SLOT } from '#src/jobs-api/task-types.ts';
import { readIdentities, type Identity } from './identities.ts';
import { asRecord, ownField, readNumber, readShare } from './read-fields.ts';
import { safeUrl } from './safe-url.ts';

/** A file of the job that can be shown. */
export interface ShownFile {
  readonly slotName: string;
  readonly url: string;
  /** As declared; empty when no answer gives it. */
  readonly contentType: string;
}

/** What a result points at, beside its finding (wire format, section 5.4). Links are http(s) only. */
export interface Evidence {
  /** The uploaded media. */
  readonly media: ShownFile | null;
  /** What was uploaded beside it, such as the face to compare with. */
  readonly others: readonly ShownFile[];
  /** An image that marks what the detector looked at. */
  readonly heatmapUrl: string | null;
  readonly tracks: readonly { readonly name: string; readonly url: string }[];
  readonly identities: readonly Identity[];
  readonly faceVector: readonly number[] | null;
  /** 0 to 1: how alike the two faces are; null when the result gives no such score. */
  readonly similarity: number | null;
}

/** Collects the evidence of a job's result; never throws, and leaves out what it cannot read. */
export function readEvidence(job: Job): Evidence {
  const record = asRecord(job.result) ?? {};
  const files = job.artifacts.filter((artifact) => artifact.kind === 'input').flatMap((artifact) => fileOf(artifact, job));
  const vector = ownField(record, 'faceVector') ?? ownField(record, 'embedding');
  return {
    media: files.find((file) => file.slotName === ORIGINAL_SLOT) ?? null,
    others: files.filter((file) => file.slotName !== ORIGINAL_SLOT),
    heatmapUrl: safeUrl(ownField(record, 'heatmapURL')),
    tracks: readTracks(ownField(record, 'tracks')),
    identities: readIdentities(record),
    faceVector: Array.isArray(vector) ? vector.flatMap((value) => readNumber(value) ?? []) : null,
    similarity: readShare(ownField(record, 'similarityScore')),
  };
}

function fileOf(artifact: Artifact, job: Job): readonly ShownFile[] {
  const url = safeUrl(artifact.downloadUrl);
  const slotName = artifact.slotName ?? ORIGINAL_SLOT;
  const declared = job.inputs.find((input) => input.slotName === slotName)?.contentType;
  return url === null ? [] : [{ slotName, url, contentType: artifact.contentType ?? declared ?? '' }];
}

function readTracks(value: unknown): Evidence['tracks'] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry, index) => {
    const track = asRecord(entry);
    const url = safeUrl(track && ownField(track, 'url'));
    const name = track && ownField(track, 'name');
    return url === null ? [] : [{ name: typeof name === 'string' ? name : `Track ${index + 1}`, url }];
  });
}
