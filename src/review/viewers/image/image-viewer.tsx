import { Minus, Plus, Scan } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '#src/ui/button.tsx';
import { formatCount, formatPercent } from '#src/ui/format.ts';
import { Switch } from '#src/ui/switch.tsx';
import { boxAt } from '../../result/boxes.ts';
import { BoxControls } from '../shared/box-controls.tsx';
import { BoxOverlay } from '../shared/box-overlay.tsx';
import { LinkFailure } from '../../media/link-failure.tsx';
import { ZoomPan, ZOOM_STEP } from '../shared/zoom-pan.tsx';
import { useBoxes } from '../shared/use-boxes.ts';
import { useSteadyLink } from '../../media/use-steady-link.ts';
import { FITTED, zoomAt, type Size, type View } from '../shared/view.ts';
import type { PictureProps } from '../shared/viewer-props.ts';

/** An image, and the heatmap that lies over it pixel by pixel; null without one. */
export interface ImageViewerProps extends PictureProps {
  readonly heatmapUrl: string | null;
}

/** More than these, and drawing the picture would take gigabytes of memory. */
const MAX_PIXELS = 150_000_000;
const LOADED_PLAINLY = { crossOrigin: 'anonymous', referrerPolicy: 'no-referrer', draggable: false } as const;

/** An image to look at closely: zoomed and moved, with the detector's heatmap over it or beside it, and with boxes. */
export function ImageViewer({ source, label, heatmapUrl, identities, onExpired }: ImageViewerProps) {
  const [media, setMedia] = useState<Size | null>(null);
  if (source.failed) return <LinkFailure what={label} url={source.url} />;
  if (source.url === '') return null;
  if (media === null) {
    // Not painted, and so not decoded, before its size is known.
    return <img {...LOADED_PLAINLY} src={source.url} alt={label} hidden onError={source.onError} onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => setMedia({ width: naturalWidth || 1, height: naturalHeight || 1 })} />;
  }
  if (media.width * media.height > MAX_PIXELS) {
    return <LinkFailure what={label} url={source.url} why={`It claims ${formatCount(media.width)} × ${formatCount(media.height)} pixels: drawing them could bring this browser down.`} />;
  }
  return <LoadedImage {...{ source, label, heatmapUrl, identities, onExpired, media }} />;
}

function LoadedImage({ source, label, heatmapUrl, identities, onExpired, media }: ImageViewerProps & { media: Size }) {
  const [view, setView] = useState<View>(FITTED);
  const [beside, setBeside] = useState(false);
  const [opacity, setOpacity] = useState(0.6);
  const boxes = useBoxes(identities, media);
  const heatmap = useSteadyLink(heatmapUrl ?? '', onExpired);
  const sliderId = useId();
  const heat = heatmapUrl !== null && !heatmap.failed;
  const marked = identities.flatMap((identity) => {
    // An image has frame 0 only.
    const box = boxAt(identity.boxes, 0);
    return box === null ? [] : [{ identity, box }];
  });
  const zoom = (factor: number) => setView((last) => zoomAt(last, factor));

  const picture = <img {...LOADED_PLAINLY} src={source.url} onError={source.onError} alt={label} className="absolute inset-0 size-full" />;
  const overlay = heat ? (
    <img {...LOADED_PLAINLY} src={heatmap.url} onError={heatmap.onError} alt="Heatmap of what the detector looked at" className="absolute inset-0 size-full" style={{ opacity }} />
  ) : null;
  const drawn = marked.length > 0 && boxes.shown ? <BoxOverlay boxes={marked} media={media} scaleOf={boxes.scaleOf} /> : null;
  const shared = { media, view, onView: setView } as const;

  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <div className="flex items-center gap-1">
          <Button aria-label="Zoom out" disabled={view.scale <= 1} onClick={() => zoom(1 / ZOOM_STEP)}><Minus aria-hidden /></Button>
          <output aria-label="Zoom" className="w-14 text-center tabular-nums">{formatPercent(Math.round(view.scale * 100) / 100)}</output>
          <Button aria-label="Zoom in" onClick={() => zoom(ZOOM_STEP)}><Plus aria-hidden /></Button>
          <Button aria-label="Show all of it" onClick={() => setView(FITTED)}><Scan aria-hidden /></Button>
        </div>
        {heat ? (
          <>
            <span className="flex items-center gap-2">
              <label htmlFor={sliderId}>Heatmap strength</label>
              <input id={sliderId} type="range" min={0} max={1} step={0.05} value={opacity} aria-valuetext={`${Math.round(opacity * 100)}%`} onChange={(event) => setOpacity(Number(event.target.value))} className="h-6 w-36 accent-accent" />
            </span>
            <Switch checked={beside} onChange={setBeside}>Side by side</Switch>
          </>
        ) : null}
        {marked.length > 0 ? <BoxControls {...boxes} /> : null}
      </div>
      <div className={beside && heat ? 'grid gap-2 sm:grid-cols-2' : ''}>
        <ZoomPan {...shared} label={label}>{picture}{beside ? null : overlay}{drawn}</ZoomPan>
        {beside && heat ? <ZoomPan {...shared} label="Heatmap"><div aria-hidden className="absolute inset-0 opacity-30 grayscale">{picture}</div>{overlay}</ZoomPan> : null}
      </div>
      <p className="text-xs text-ink-soft">{formatCount(media.width)} × {formatCount(media.height)} pixels. With the picture in focus: + and − zoom, arrows move, 0 shows all of it; Ctrl and the wheel zoom.</p>
      {heatmapUrl !== null && heatmap.failed ? <LinkFailure what="The heatmap" url={heatmap.url} /> : null}
    </div>
  );
}
