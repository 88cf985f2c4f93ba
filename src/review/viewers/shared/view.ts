/**
 * How a picture is looked at through its frame: enlarged by `scale`, its middle moved by `x` and `y`, which are parts of
 * the frame's width and height, so that a view holds for frames of any size.
 */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** A width and a height, in whatever both are measured in. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The whole picture, as large as fits. */
export const FITTED: View = { scale: 1, x: 0, y: 0 };

const MAX_SCALE = 32;
const MIDDLE = { x: 0, y: 0 } as const;

/**
 * Enlarges by `factor` so that what lies under a point stays there.
 * @param point from the middle of the frame, in parts of its width and height
 */
export function zoomAt(view: View, factor: number, point: { readonly x: number; readonly y: number } = MIDDLE): View {
  const scale = Math.min(MAX_SCALE, Math.max(1, view.scale * factor));
  const grown = scale / view.scale;
  return inside({ scale, x: point.x - (point.x - view.x) * grown, y: point.y - (point.y - view.y) * grown });
}

/** Moves the picture by parts of the frame, as far as its edges allow. */
export function panBy(view: View, dx: number, dy: number): View {
  return inside({ ...view, x: view.x + dx, y: view.y + dy });
}

function inside({ scale, x, y }: View): View {
  const most = (scale - 1) / 2;
  return { scale, x: clamp(x, most), y: clamp(y, most) };
}

// Adding 0 keeps a negative zero out of the styles.
function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(-most, value)) + 0;
}
