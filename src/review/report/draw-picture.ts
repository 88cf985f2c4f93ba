// Wide enough for print; a report of many jobs stays one that can be sent.
const WIDEST = 1_200;
// The heatmap lies over the picture as strongly as it does at first on the job's page.
const HEATMAP_STRENGTH = 0.6;

/** What can be drawn, and its size in pixels. */
export type Drawable = ImageBitmap | HTMLVideoElement;

/** {@link drawPicture}, given to what is loaded later. */
export type DrawPicture = typeof drawPicture;

/**
 * A picture as a JPEG `data:` URL, made smaller if it is large, with another one over it or with what `mark` draws in
 * the picture's own coordinates.
 * @throws Error when this browser cannot draw it
 */
export function drawPicture(picture: Drawable, over: ImageBitmap | null = null, mark?: (context: CanvasRenderingContext2D) => void): string {
  const { width, height } = sizeOf(picture);
  const scale = Math.min(1, WIDEST / width);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('No canvas.');
  // JPEG knows no transparency: what is see-through is white, as on paper.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(canvas.width / width, canvas.height / height);
  context.drawImage(picture, 0, 0, width, height);
  context.globalAlpha = HEATMAP_STRENGTH;
  if (over !== null) context.drawImage(over, 0, 0, width, height);
  context.globalAlpha = 1;
  mark?.(context);
  return canvas.toDataURL('image/jpeg', 0.85);
}

function sizeOf(picture: Drawable): { readonly width: number; readonly height: number } {
  return picture instanceof HTMLVideoElement ? { width: picture.videoWidth, height: picture.videoHeight } : picture;
}
