import { fetchFromStorage } from '#src/jobs-api/relay.ts';
import type { Evidence } from '../evidence.ts';

/** A picture of a report, small enough to be part of it. */
export interface EvidencePicture {
  readonly label: string;
  /** A JPEG as a `data:` URL; null when there is none to show. */
  readonly dataUrl: string | null;
  /** Why there is none, as a sentence; null when there is one. */
  readonly problem: string | null;
}

// Wide enough for print; a report of many jobs stays one that can be sent.
const WIDEST = 1_200;
const MOST_BYTES = 60_000_000;
// The heatmap lies over the picture as strongly as it does at first on the job's page.
const HEATMAP_STRENGTH = 0.6;

/** The pictures of a job's evidence: the image itself, and the heatmap over it. Loaded without credentials; never rejects unless aborted. */
export async function loadEvidencePictures({ media, heatmapUrl }: Evidence, signal: AbortSignal): Promise<readonly EvidencePicture[]> {
  if (media === null || !media.contentType.startsWith('image/')) return [];
  const image = await loadBitmap(media.url, signal);
  const heatmap = heatmapUrl === null ? null : await loadBitmap(heatmapUrl, signal);
  const pictures = [picture('The uploaded file', image, null), ...(heatmap === null ? [] : [picture('Heatmap of what the detector looked at, over the file', image, heatmap)])];
  for (const bitmap of [image, heatmap]) if (bitmap instanceof ImageBitmap) bitmap.close();
  return pictures;
}

function picture(label: string, image: ImageBitmap | string, over: ImageBitmap | string | null): EvidencePicture {
  const problem = typeof image === 'string' ? image : typeof over === 'string' ? over : null;
  if (typeof image === 'string' || typeof over === 'string') return { label, dataUrl: null, problem };
  const scale = Math.min(1, WIDEST / image.width);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  const context = canvas.getContext('2d');
  if (context === null) return { label, dataUrl: null, problem: 'This browser could not draw it.' };
  // JPEG knows no transparency: what is see-through is white, as on paper.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  if (over !== null) {
    context.globalAlpha = HEATMAP_STRENGTH;
    context.drawImage(over, 0, 0, canvas.width, canvas.height);
  }
  return { label, dataUrl: canvas.toDataURL('image/jpeg', 0.85), problem: null };
}

async function loadBitmap(url: string, signal: AbortSignal): Promise<ImageBitmap | string> {
  try {
    const answer = await fetchFromStorage(url, { signal });
    if (!answer.ok) return `Its link answered ${answer.status}; it may have expired.`;
    if (Number(answer.headers.get('content-length') ?? 0) > MOST_BYTES) return 'It is too large for a report.';
    return await createImageBitmap(await answer.blob());
  } catch {
    signal.throwIfAborted();
    return 'It could not be loaded, or this browser cannot decode it.';
  }
}
