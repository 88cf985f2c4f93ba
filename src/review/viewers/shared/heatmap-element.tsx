import { FollowerVideo } from './follower-video.tsx';
import { MediaElement } from '../../media/media-element.tsx';
import { useContentType } from '../../media/use-content-type.ts';

/** A heatmap as a result gives it. */
export interface ShownHeatmap {
  readonly url: string;
  /** As far as it is known; empty when neither an answer nor the address tells it (wire format, section 6.5). */
  readonly contentType: string;
  /** What it is a heatmap of, in words: "The heatmap of face 0". */
  readonly label: string;
}

/** A {@link ShownHeatmap}, and the video that it goes with. */
export interface HeatmapElementProps extends ShownHeatmap {
  /** The player of the uploaded video; null while it is not there, and beside other media. */
  readonly leader: HTMLVideoElement | null;
  readonly onExpired: () => void;
}

/** A heatmap by itself: a picture, or a video that runs in step with the uploaded one, whichever its answer says it is. */
export function HeatmapElement({ url, contentType: known, label, leader, onExpired }: HeatmapElementProps) {
  const contentType = useContentType(url, known);
  if (contentType === null) return <p role="status" className="text-sm text-ink-soft">Loading the heatmap…</p>;
  if (leader !== null && contentType.startsWith('video/')) return <FollowerVideo {...{ url, label, leader, onExpired }} />;
  return (
    <figure>
      <figcaption className="mb-1 text-sm font-medium">{label}</figcaption>
      <MediaElement {...{ url, contentType, label, onExpired }} />
    </figure>
  );
}
