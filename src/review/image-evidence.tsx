import { useId, useState } from 'react';

/** What is shown of an image. */
export interface ImageEvidenceProps {
  readonly url: string;
  /** Lies over the image, pixel by pixel; null when there is none. */
  readonly heatmapUrl: string | null;
  readonly onExpired: () => void;
}

/** The image, with the detector's heatmap over it as strongly as one likes. Loaded without credentials. */
export function ImageEvidence({ url, heatmapUrl, onExpired }: ImageEvidenceProps) {
  const [opacity, setOpacity] = useState(0.6);
  const sliderId = useId();
  return (
    <div className="space-y-2">
      <div className="relative w-fit max-w-full overflow-hidden rounded-lg bg-sunken">
        <img src={url} alt="The uploaded file" crossOrigin="anonymous" referrerPolicy="no-referrer" onError={onExpired} className="max-h-[32rem] max-w-full" />
        {heatmapUrl === null ? null : (
          <img src={heatmapUrl} alt="Heatmap of what the detector looked at" crossOrigin="anonymous" referrerPolicy="no-referrer" onError={onExpired} className="absolute inset-0 size-full" style={{ opacity }} />
        )}
      </div>
      {heatmapUrl === null ? null : (
        <div className="flex items-center gap-3 text-sm">
          <label htmlFor={sliderId}>Heatmap</label>
          <input id={sliderId} type="range" min={0} max={1} step={0.05} value={opacity} onChange={(event) => setOpacity(Number(event.target.value))} className="w-48 accent-accent" />
        </div>
      )}
    </div>
  );
}
