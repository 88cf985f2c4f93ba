import type { Job } from '#src/jobs-api/job.ts';
import { ORIGINAL_SLOT } from '#src/jobs-api/task-types.ts';
import { asRecord, ownField, readFlag, readNumber, type ResultRecord } from './read-fields.ts';

/** A face that the result tells apart in a video. */
export interface Identity {
  readonly id: string;
  /** null when the result does not say. */
  readonly manipulated: boolean | null;
  /** Frames with a box. */
  readonly frames: number;
}

/** What a result points at, beside its finding (wire format, section 5.4). Links are http(s) only. */
export interface Evidence {
  /** The uploaded media. */
  readonly media: { readonly url: string; readonly contentType: string } | null;
  /** An image that marks what the detector looked at. */
  readonly heatmapUrl: string | null;
  readonly tracks: readonly { readonly name: string; readonly url: string }[];
  readonly identities: readonly Identity[];
  readonly faceVector: readonly number[] | null;
}

/** Collects the evidence of a job's result; never throws, and leaves out what it cannot read. */
export function readEvidence(job: Job): Evidence {
  const record = asRecord(job.result) ?? {};
  const input = job.artifacts.find((artifact) => artifact.kind === 'input' && (artifact.slotName ?? ORIGINAL_SLOT) === ORIGINAL_SLOT);
  const mediaUrl = safeUrl(input?.downloadUrl);
  const vector = ownField(record, 'faceVector') ?? ownField(record, 'embedding');
  return {
    media: mediaUrl === null ? null : { url: mediaUrl, contentType: input?.contentType ?? '' },
    heatmapUrl: safeUrl(ownField(record, 'heatmapURL')),
    tracks: readTracks(ownField(record, 'tracks')),
    identities: readIdentities(record),
    faceVector: Array.isArray(vector) ? vector.flatMap((value) => readNumber(value) ?? []) : null,
  };
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

function readIdentities(record: ResultRecord): readonly Identity[] {
  const boxes = asRecord(ownField(record, 'boundingBoxes')) ?? {};
  const predictions = ownField(record, 'identityPredictions');
  const said = new Map<string, boolean | null>();
  for (const entry of Array.isArray(predictions) ? predictions : []) {
    const prediction = asRecord(entry);
    const id = prediction && ownField(prediction, 'identityId');
    if (prediction && (typeof id === 'string' || typeof id === 'number')) said.set(String(id), readFlag(ownField(prediction, 'isDeepFake')));
  }
  return [...new Set([...said.keys(), ...Object.keys(boxes)])].map((id) => {
    const box = asRecord(ownField(boxes, id)) ?? {};
    const frames = asRecord(ownField(box, 'boundingBox')) ?? {};
    return { id, manipulated: said.get(id) ?? readFlag(ownField(box, 'class')), frames: Object.keys(frames).length };
  });
}

/** A link that may be followed or loaded: http(s) and nothing else; null otherwise. */
function safeUrl(value: unknown): string | null {
  return typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value) ? value : null;
}
