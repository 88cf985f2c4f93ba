import { boxAt, guessScale, placedBox, type Box } from '../result/boxes.ts';
import type { Identity } from '../result/identities.ts';
import type { DrawPicture } from './draw-picture.ts';

// A file that decodes does so within this; one that does not may never say so.
const PATIENCE_MS = 15_000;

/**
 * The frame of a video in the middle of what is marked of its first face, the ones with signs of manipulation first,
 * with the boxes of all faces; the first frame when nothing is marked, or when no one says which frame is when.
 * @throws Error when this browser cannot decode the video
 */
export async function frameOfVideo(bytes: Blob, identities: readonly Identity[], statedFrameRate: number | null, drawPicture: DrawPicture): Promise<{ readonly dataUrl: string; readonly label: string }> {
  const marked = identities.filter(({ boxes }) => boxes.length > 0).toSorted((a, b) => Number(b.manipulated === true) - Number(a.manipulated === true))[0]?.boxes ?? [];
  const rate = marked.length === 0 ? null : (statedFrameRate ?? (await frameRateOf(bytes)));
  const frame = rate === null ? null : (marked[Math.floor(marked.length / 2)]?.frame ?? 0);
  const url = URL.createObjectURL(bytes);
  try {
    // The middle of a frame's time, so that rounding does not show its neighbour.
    const video = await seek(url, frame === null || rate === null ? 0 : (frame + 0.5) / rate);
    if (frame === null) return { dataUrl: drawPicture(video), label: 'The first frame of the uploaded video' };
    const scale = guessScale(identities.filter(({ frameFirst }) => !frameFirst).flatMap(({ boxes }) => boxes.map(({ box }) => box)), video.videoWidth, video.videoHeight);
    const dataUrl = drawPicture(video, null, (context) => {
      for (const identity of identities) {
        const box = boxAt(identity.boxes, frame);
        if (box !== null) drawBox(context, identity, placedBox(box, identity.frameFirst ? 1 : scale, video.videoWidth, video.videoHeight));
      }
    });
    return { dataUrl, label: `Frame ${frame} of the uploaded video, with the faces that the result marks` };
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function frameRateOf(bytes: Blob): Promise<number | null> {
  const { readContainer } = await import('../provenance/read-provenance.ts');
  return readContainer(() => Promise.resolve(bytes), AbortSignal.timeout(PATIENCE_MS)).then((facts) => facts.video?.framesPerSecond ?? null, () => null);
}

async function seek(url: string, seconds: number): Promise<HTMLVideoElement> {
  const video = document.createElement('video');
  const { promise, resolve, reject } = Promise.withResolvers<HTMLVideoElement>();
  const timer = setTimeout(() => reject(new Error('The video does not decode.')), PATIENCE_MS);
  video.muted = true;
  video.preload = 'auto';
  video.addEventListener('error', () => reject(new Error('The video does not decode.')));
  video.addEventListener('loadeddata', () => {
    video.currentTime = Math.min(seconds, Math.max(0, video.duration - 0.01));
  });
  video.addEventListener('seeked', () => resolve(video));
  video.src = url;
  return promise.finally(() => clearTimeout(timer));
}

// As in the viewer: told by the line's pattern and in words, not by colour alone.
function drawBox(context: CanvasRenderingContext2D, { id, manipulated }: Identity, box: Box | null): void {
  if (box === null) return;
  const [x, y, right, bottom] = box;
  const line = Math.max(2, context.canvas.width / 300);
  for (const [colour, width, dash] of [['#000', line * 2, []], [manipulated === null ? '#fff' : manipulated ? '#fca5a5' : '#86efac', line, manipulated === true ? [line * 4, line * 2] : []]] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash([...dash]);
    context.strokeRect(x, y, right - x, bottom - y);
  }
  const words = `Face ${id}${manipulated === null ? '' : manipulated ? ': signs of manipulation' : ': no signs'}`;
  context.font = `600 ${line * 6}px sans-serif`;
  context.setLineDash([]);
  context.strokeStyle = '#000';
  context.fillStyle = '#fff';
  const baseline = y > line * 8 ? y - line * 2 : bottom + line * 7;
  context.strokeText(words, x, baseline);
  context.fillText(words, x, baseline);
}
