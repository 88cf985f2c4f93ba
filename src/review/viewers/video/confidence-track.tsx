import { markedRuns } from '../../result/boxes.ts';
import type { Identity } from '../../result/identities.ts';

/** Which faces are seen when. */
export interface ConfidenceTrackProps {
  readonly identities: readonly Identity[];
  /** Of the whole video. */
  readonly frames: number;
}

const LANE = 24;

/** A lane for each face: where it is marked, as high as the confidence in what is said of it. Drawn under a slider, which tells the rest. */
export function ConfidenceTrack({ identities, frames }: ConfidenceTrackProps) {
  const lanes = identities.filter(({ boxes }) => boxes.length > 0);
  if (lanes.length === 0) return <div aria-hidden className="h-6" />;
  return (
    <svg aria-hidden viewBox={`0 0 ${Math.max(1, frames)} ${lanes.length * LANE}`} preserveAspectRatio="none" className="block w-full" style={{ height: `${lanes.length * 1.5}rem` }}>
      {lanes.map(({ id, boxes, manipulated, confidence }, lane) =>
        markedRuns(boxes).map(([first, last]) => {
          // Without a confidence the lane is full and pale: it says no more than that the face is there.
          const height = Math.max(0.08, confidence ?? 1) * (LANE - 4);
          const tone = confidence === null ? 'opacity-40' : '';
          return <rect key={`${id} ${first}`} data-lane={id} x={first} width={Math.max(1, last + 1 - first)} y={lane * LANE + LANE - 2 - height} height={height} className={`${manipulated === null ? 'fill-line-strong' : manipulated ? 'fill-bad' : 'fill-good'} ${tone}`} />;
        }),
      )}
    </svg>
  );
}
