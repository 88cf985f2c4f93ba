import type { Job } from '#src/jobs-api/job.ts';
import { readEvidence } from '../result/evidence.ts';
import { drawPicture } from './draw-picture.ts';

/** A picture of a report, small enough to be part of it. */
export interface EvidencePicture {
  readonly label: string;
  /** A JPEG as a `data:` URL; null when there is none to show. */
  readonly dataUrl: string | null;
  /** Why there is none, as a sentence; null when there is one. */
  readonly problem: string | null;
}

/** Where the bytes of the pictures come from. */
export interface PictureSources {
  /** Bytes behind a link of the job; rejects when there are none. */
  readonly download: (url: string) => Promise<Blob>;
  /** The uploaded file with its type, when this browser kept it. */
  readonly kept: Blob | null;
}

const MOST_BYTES = 200_000_000;

/**
 * The pictures of a job's evidence: an image, and the heatmap over it; of a video, the frame in which faces are marked.
 * None for other media. Never rejects.
 */
export async function loadEvidencePictures(job: Job, { download, kept }: PictureSources): Promise<readonly EvidencePicture[]> {
  const evidence = readEvidence(job);
  const { media } = evidence;
  const heatmapUrl = evidence.heatmap?.contentType.startsWith('video/') ? null : (evidence.heatmap?.url ?? null);
  const type = kept?.type || media?.contentType || '';
  const bytes = () => (kept === null ? download(media?.url ?? '') : Promise.resolve(kept));
  if (type.startsWith('video/')) return [await made('A frame of the uploaded video', async () => (await import('./video-frame.ts')).frameOfVideo(small(await bytes()), evidence.identities, evidence.frameRate, drawPicture))];
  if (!type.startsWith('image/')) return [];
  const image = async () => createImageBitmap(small(await bytes()));
  const heatmap = heatmapUrl === null ? null : async () => createImageBitmap(small(await download(heatmapUrl)));
  return [
    await made('The uploaded file', async () => ({ dataUrl: drawPicture(await image()) })),
    ...(heatmap === null ? [] : [await made('Heatmap of what the detector looked at, over the file', async () => ({ dataUrl: drawPicture(await image(), await heatmap()) }))]),
  ];
}

async function made(label: string, make: () => Promise<{ readonly dataUrl: string; readonly label?: string }>): Promise<EvidencePicture> {
  try {
    return { label, ...(await make()), problem: null };
  } catch {
    return { label, dataUrl: null, problem: 'It could not be loaded, is too large for a report, or cannot be decoded by this browser.' };
  }
}

function small(blob: Blob): Blob {
  if (blob.size > MOST_BYTES) throw new Error('Too large for a report.');
  return blob;
}
