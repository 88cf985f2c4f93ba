/** Makes a small picture of a file; null for one that cannot be pictured. Never rejects. */
export type Thumbnailer = (bytes: Blob) => Promise<Blob | null>;

const WIDTH_PX = 320;
// Beyond this, decoding alone takes a gigabyte: a picture of a bomb is not worth it.
const MOST_PIXELS = 100_000_000;
const PATIENCE_MS = 10_000;

/** Pictures images, and videos by a frame of their first seconds, with what the browser decodes. */
export const mediaThumbnailer: Thumbnailer = async (bytes) => {
  const kind = bytes.type.slice(0, bytes.type.indexOf('/'));
  if (kind !== 'image' && kind !== 'video') return null;
  const url = URL.createObjectURL(bytes);
  try {
    return kind === 'image' ? await pictureOf(await decodable(url, bytes)) : await pictureOf(await frameOf(url));
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
};

/** The file, once its header has told that it can be decoded at all. */
async function decodable(url: string, bytes: Blob): Promise<ImageBitmapSource> {
  const image = new Image();
  await happens(image, 'load', () => {
    image.src = url;
  });
  if (image.naturalWidth * image.naturalHeight > MOST_PIXELS) throw new Error('The picture is too large.');
  return bytes;
}

async function frameOf(url: string): Promise<ImageBitmapSource> {
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'auto';
  await happens(video, 'loadeddata', () => {
    video.src = url;
  });
  // First frames are often black.
  await happens(video, 'seeked', () => {
    video.currentTime = Math.min(1, (Number.isFinite(video.duration) ? video.duration : 0) / 10);
  });
  return video;
}

async function pictureOf(source: ImageBitmapSource): Promise<Blob> {
  const bitmap = await createImageBitmap(source, { resizeWidth: WIDTH_PX, resizeQuality: 'medium' });
  try {
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    return await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
  } finally {
    bitmap.close();
  }
}

/** Starts something and waits for the event that tells of it. Rejects on an error, and after ten seconds. */
async function happens(element: HTMLElement, event: string, start: () => void): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(reject, PATIENCE_MS, new Error(`No ${event} in time.`));
  element.addEventListener(event, () => resolve(), { once: true });
  element.addEventListener('error', () => reject(new Error('The browser cannot decode this.')), { once: true });
  start();
  try {
    await promise;
  } finally {
    clearTimeout(timer);
  }
}
