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

/** Where the bytes of the pictures come from. */
export interface PictureSources {
  /** Bytes behind a link of the job; rejects when there are none. */
  readonly download: (url: string) => Promise<Blob>;
  /** The uploaded file, when this browser kept it. */
  readonly kept: Blob | null;
}

/** The pictures of a job's evidence: the image itself, and the heatmap over it; none for other media. Never rejects. */
export async function loadEvidencePictures({ media, heatmapUrl }: Evidence, { download, kept }: PictureSources): Promise<readonly EvidencePicture[]> {
  const isImage = (kept?.type ?? media?.contentType ?? '').startsWith('image/');
  if (!isImage) return [];
  const image = await decode(kept !== null ? Promise.resolve(kept) : download(media?.url ?? ''));
  const heatmap = heatmapUrl === null ? null : await decode(download(heatmapUrl));
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

// The bitmap, or why there is none.
async function decode(bytes: Promise<Blob>): Promise<ImageBitmap | string> {
  try {
    const blob = await bytes;
    return blob.size > MOST_BYTES ? 'It is too large for a report.' : await createImageBitmap(blob);
  } catch {
    return 'It could not be loaded, or this browser cannot decode it.';
  }
}
