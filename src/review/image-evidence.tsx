import { useId, useState } from 'react';
import { LinkFailure } from './link-failure.tsx';
import { useSteadyLink } from './use-steady-link.ts';

/** An image and the heatmap that lies over it, pixel by pixel. */
export interface ImageEvidenceProps {
  readonly url: string;
  readonly heatmapUrl: string;
  readonly onExpired: () => void;
}

/** The image, with the detector's heatmap over it as strongly as one likes. Loaded without credentials. */
export function ImageEvidence({ url, heatmapUrl, onExpired }: ImageEvidenceProps) {
  const [opacity, setOpacity] = useState(0.6);
  const sliderId = useId();
  const image = useSteadyLink(url, onExpired);
  const heatmap = useSteadyLink(heatmapUrl, onExpired);
  if (image.failed) return <LinkFailure what="The uploaded file" url={image.url} />;
  const shared = { crossOrigin: 'anonymous', referrerPolicy: 'no-referrer' } as const;
  return (
    <div className="space-y-2">
      <div className="relative w-fit max-w-full overflow-hidden rounded-lg bg-sunken">
        <img {...shared} src={image.url} onError={image.onError} alt="The uploaded file" className="max-h-[32rem] max-w-full" />
        {heatmap.failed ? null : (
          <img {...shared} src={heatmap.url} onError={heatmap.onError} alt="Heatmap of what the detector looked at" className="absolute inset-0 size-full" style={{ opacity }} />
        )}
      </div>
      {heatmap.failed ? <LinkFailure what="The heatmap" url={heatmap.url} /> : (
        <div className="flex items-center gap-3 text-sm">
          <label htmlFor={sliderId}>Heatmap strength</label>
          <input id={sliderId} type="range" min={0} max={1} step={0.05} value={opacity} aria-valuetext={`${Math.round(opacity * 100)}%`} onChange={(event) => setOpacity(Number(event.target.value))} className="h-6 w-48 accent-accent" />
        </div>
      )}
    </div>
  );
}
