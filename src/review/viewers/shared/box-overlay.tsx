import { placedBox, type Box, type BoxScale } from '../../result/boxes.ts';
import type { Identity } from '../../result/identities.ts';
import type { Size } from './view.ts';

/** A face and where it is now. */
export interface ShownBox {
  readonly identity: Identity;
  readonly box: Box;
}

/** Where boxes are drawn. */
export interface BoxOverlayProps {
  readonly boxes: readonly ShownBox[];
  /** Of the media, in its own pixels. */
  readonly media: Size;
  readonly scaleOf: (identity: Identity) => BoxScale;
}

/**
 * Boxes over a picture that fills the same area. What is said of a face is told by the line's pattern and in words, not
 * by colour alone.
 */
export function BoxOverlay({ boxes, media, scaleOf }: BoxOverlayProps) {
  const letter = Math.max(media.width, media.height) / 44;
  return (
    <svg viewBox={`0 0 ${media.width} ${media.height}`} className="pointer-events-none absolute inset-0 size-full" role="img" aria-label={describe(boxes)}>
      {boxes.map(({ identity, box }) => {
        const placed = placedBox(box, scaleOf(identity), media.width, media.height);
        if (placed === null) return null;
        const [x, y, right, bottom] = placed;
        const { stroke, fill, dash } = lookOf(identity);
        // Words run towards the wider side, so that the picture's edge does not cut them.
        const toLeft = x + right > media.width;
        return (
          <g key={identity.id} data-face={identity.id}>
            <rect x={x} y={y} width={right - x} height={bottom - y} className="fill-none stroke-black/60" strokeWidth={4} vectorEffect="non-scaling-stroke" />
            <rect x={x} y={y} width={right - x} height={bottom - y} className={`fill-none ${stroke}`} strokeWidth={2} strokeDasharray={dash} vectorEffect="non-scaling-stroke" />
            <text x={toLeft ? right : x} textAnchor={toLeft ? 'end' : 'start'} y={y > letter * 1.3 ? y - letter * 0.3 : bottom + letter} fontSize={letter} className={`${fill} stroke-black/80 font-semibold`} strokeWidth={letter / 6} paintOrder="stroke">{wordsOf(identity)}</text>
          </g>
        );
      })}
    </svg>
  );
}

// These colours lie on footage, which has no theme.
function lookOf({ manipulated }: Identity): { stroke: string; fill: string; dash: string } {
  if (manipulated === null) return { stroke: 'stroke-white', fill: 'fill-white', dash: '2 4' };
  return manipulated ? { stroke: 'stroke-red-300', fill: 'fill-red-200', dash: '8 4' } : { stroke: 'stroke-green-300', fill: 'fill-green-200', dash: '' };
}

function wordsOf({ id, manipulated }: Identity): string {
  return `Face ${id}${manipulated === null ? '' : manipulated ? ': signs of manipulation' : ': no signs'}`;
}

function describe(boxes: readonly ShownBox[]): string {
  return boxes.length === 0 ? 'No face is marked here' : `Marked here: ${boxes.map(({ identity }) => wordsOf(identity)).join('; ')}`;
}
