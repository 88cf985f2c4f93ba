import { useEffect, useState } from 'react';
import { syncPlayback } from './sync-playback.ts';
import { LinkFailure } from '../../media/link-failure.tsx';
import { useSrcOncePlaced, useSteadyLink } from '../../media/use-steady-link.ts';

/** A video that does what another does. */
export interface FollowerVideoProps {
  readonly url: string;
  readonly label: string;
  readonly leader: HTMLVideoElement | null;
  readonly onExpired: () => void;
}

/** A silent video without controls, in step with its leader. */
export function FollowerVideo({ url, label, leader, onExpired }: FollowerVideoProps) {
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const link = useSteadyLink(url, onExpired);
  useEffect(() => (leader && video ? syncPlayback(leader, video) : undefined), [leader, video]);
  const src = useSrcOncePlaced(link.url);
  if (link.failed) return <LinkFailure what={label} url={link.url} />;
  return (
    <figure>
      <figcaption className="mb-1 text-sm font-medium">{label}, in step</figcaption>
      <video ref={setVideo} src={src} crossOrigin="anonymous" muted playsInline preload="auto" aria-label={label} onError={link.onError} className="max-h-[32rem] max-w-full rounded-lg bg-black" />
    </figure>
  );
}
