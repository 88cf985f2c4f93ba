import { artifactsOfKind, mainFileOf, type Artifact, type Job } from '#src/jobs-api/job.ts';
import { ORIGINAL_SLOT } from '#src/jobs-api/task-types.ts';
import { statedFrameRate } from './boxes.ts';
import { readIdentities, type Identity } from './identities.ts';
import { readFakePages, type FakePages } from './pages.ts';
import { asRecord, ownField, readNumber } from './read-fields.ts';
import { readRegions, type Region } from './regions.ts';
import { resultRecord } from './result-record.ts';
import { safeUrl } from './safe-url.ts';
import { comparesFaces, similarityScore } from './similarity.ts';
import { workerFailure } from './worker-failure.ts';

/** A file of the job that can be shown. */
export interface ShownFile {
  readonly slotName: string;
  readonly url: string;
  /** As declared; empty when no answer gives it. */
  readonly contentType: string;
}

/** A picture or a video of what the detector looked at. */
export interface Heatmap {
  readonly url: string;
  /** As declared; empty when no answer gives it. */
  readonly contentType: string;
}

/** What a result points at, beside its finding (wire format, sections 5.4 and 6.5). Links are http(s) only. */
export interface Evidence {
  /** The uploaded media. */
  readonly media: ShownFile | null;
  /** What was uploaded beside it, such as the face to compare with. */
  readonly others: readonly ShownFile[];
  /** What the detector looked at in the whole file. */
  readonly heatmap: Heatmap | null;
  readonly tracks: readonly { readonly name: string; readonly url: string }[];
  readonly identities: readonly Identity[];
  readonly faceVector: readonly number[] | null;
  /** Whether two faces were compared, and the score in words; null when the result gives no such comparison. */
  readonly similarity: { readonly score: string | null } | null;
  /** The pages of a document that the result calls fake. */
  readonly fakePages: FakePages | null;
  /** The parts of a document that the result points at. */
  readonly regions: readonly Region[];
  /** Frames a second as the result states them; null without. */
  readonly frameRate: number | null;
  /** Whether there is a result at all. */
  readonly hasResult: boolean;
}

/** Collects the evidence of a job's result; never throws, and leaves out what it cannot read. Only a completed job's result counts. */
export function readEvidence(job: Job): Evidence {
  const { record: gathered } = resultRecord(job);
  // A worker that failed has shown nothing, whatever it left behind.
  const record = gathered === null || workerFailure(gathered) !== null ? {} : gathered;
  const files = job.artifacts.filter((artifact) => artifact.kind === 'input').flatMap((artifact) => fileOf(artifact, job));
  const vector = ownField(record, 'faceVector') ?? ownField(record, 'embedding');
  return {
    media: mainFileOf(files),
    others: files.filter((file) => file !== mainFileOf(files)),
    heatmap: heatmapOf(job, ownField(record, 'heatmapURL')),
    tracks: readTracks(ownField(record, 'tracks')),
    identities: readIdentities(record),
    faceVector: Array.isArray(vector) ? vector.flatMap((value) => readNumber(value) ?? []) : null,
    similarity: comparesFaces(record) ? { score: similarityScore(record) } : null,
    fakePages: readFakePages(record),
    regions: readRegions(record),
    frameRate: statedFrameRate(record),
    hasResult: gathered !== null,
  };
}

// An address in the result, or else an artifact: of kind `heatmap`, or a `result` that is a picture (wire format, section 6.5).
function heatmapOf(job: Job, stated: unknown): Heatmap | null {
  const url = safeUrl(stated);
  if (url !== null) return { url, contentType: typeOfName(url) };
  if (job.status !== 'completed') return null;
  const pictures = artifactsOfKind(job, 'result').filter(({ contentType }) => /^(image|video)\//.test(contentType ?? ''));
  const artifact = [...artifactsOfKind(job, 'heatmap'), ...pictures].find(({ contentType }) => contentType !== 'application/json');
  const signed = artifact === undefined ? null : safeUrl(artifact.downloadUrl);
  return artifact === undefined || signed === null ? null : { url: signed, contentType: artifact.contentType ?? typeOfName(signed) };
}

/** The media type that a link's name tells; empty when it tells none, as for `.media` (wire format, section 6.5). */
export function typeOfName(url: string): string {
  const { pathname } = new URL(url);
  if (/\.(mp4|webm|mov)$/i.test(pathname)) return 'video/mp4';
  return /\.(png|jpe?g|webp)$/i.test(pathname) ? 'image/png' : '';
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
