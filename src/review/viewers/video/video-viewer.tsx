import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { Button } from '#src/ui/button.tsx';
import { formatCount } from '#src/ui/format.ts';
import { boxAt } from '../../result/boxes.ts';
import { BoxControls } from '../shared/box-controls.tsx';
import { BoxOverlay } from '../shared/box-overlay.tsx';
import { ConfidenceTrack } from './confidence-track.tsx';
import { LinkFailure } from '../../media/link-failure.tsx';
import { seekTo, setSpeedOf, toggle } from '../shared/player.ts';
import { SeekBar } from '../shared/seek-bar.tsx';
import { useBoxes } from '../shared/use-boxes.ts';
import { useFrameRate } from './use-frame-rate.ts';
import { useSrcOncePlaced } from '../../media/use-steady-link.ts';
import { useVideoFrame } from './use-video-frame.ts';
import type { PictureProps } from '../shared/viewer-props.ts';

/** A video and what a result marks in it. */
export interface VideoViewerProps extends PictureProps {
  /** Frames a second as the result states them; null when it does not. */
  readonly statedFrameRate: number | null;
  /** Told of the player, for what runs in step with it; of null once there is none. */
  readonly onPlayer: (player: HTMLVideoElement | null) => void;
}

const SPEEDS = [0.1, 0.25, 0.5, 1, 1.5, 2];
const UNKNOWN = { width: 16, height: 9, duration: 0 };

/** A video frame by frame: every face in its box, and a track of who is seen when. */
export function VideoViewer({ source, label, identities, statedFrameRate, onPlayer }: VideoViewerProps) {
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [facts, setFacts] = useState(UNKNOWN);
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(1);
  const time = useVideoFrame(video);
  const frameRate = useFrameRate(statedFrameRate, source);
  const boxes = useBoxes(identities, facts);
  const ids = { speed: useId(), rate: useId() };
  const src = useSrcOncePlaced(source.url);
  useEffect(() => onPlayer(video), [onPlayer, video]);
  if (source.failed) return <LinkFailure what={label} url={source.url} />;
  if (source.url === '') return null;

  const { rate } = frameRate;
  const frame = rate === null ? null : Math.round(time * rate);
  const frames = rate === null ? 0 : Math.max(1, Math.round(facts.duration * rate));
  const marked = frame === null ? [] : identities.flatMap((identity) => {
    const box = boxAt(identity.boxes, frame);
    return box === null ? [] : [{ identity, box }];
  });
  const hasBoxes = identities.some(({ boxes: own }) => own.length > 0);
  const goTo = (target: number) => {
    if (!video || rate === null) return;
    video.pause();
    // The middle of a frame, so that no rounding shows its neighbour.
    seekTo(video, Math.min(facts.duration, (Math.min(frames - 1, Math.max(0, target)) + 0.5) / rate));
  };

  return (
    <div className="space-y-2">
      <div className="relative w-full overflow-hidden rounded-lg bg-black" style={{ aspectRatio: `${facts.width} / ${facts.height}`, maxWidth: `${(36 * facts.width) / facts.height}rem` }}>
        {/* Uploaded media carry no captions; what is said in them is for the analyst to hear. */}
        {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
        <video
          ref={setVideo}
          src={src}
          crossOrigin="anonymous"
          controls
          preload="auto"
          playsInline
          aria-label={label}
          onError={source.onError}
          onLoadedMetadata={({ currentTarget: { videoWidth, videoHeight, duration } }) => setFacts({ width: videoWidth || 16, height: videoHeight || 9, duration: Number.isFinite(duration) ? duration : 0 })}
          onPlay={() => setPlaying(true)}
          onPause={() => setPlaying(false)}
          onRateChange={({ currentTarget }) => setSpeed(currentTarget.playbackRate)}
          className="absolute inset-0 size-full object-contain"
        />
        {boxes.shown && marked.length > 0 ? <BoxOverlay boxes={marked} media={facts} scaleOf={boxes.scaleOf} /> : null}
      </div>
      <SeekBar label="Frame" value={frame ?? 0} max={Math.max(0, frames - 1)} step={1} text={frame === null ? 'unknown' : `${frame} of ${frames}, ${time.toFixed(2)} s`} onSeek={goTo}>
        <ConfidenceTrack identities={identities} frames={frames} />
      </SeekBar>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <div className="flex items-center gap-1">
          <Button aria-label={playing ? 'Pause' : 'Play'} onClick={() => toggle(video)}>{playing ? <Pause aria-hidden /> : <Play aria-hidden />}</Button>
          <Button aria-label="Previous frame" disabled={frame === null || frame <= 0} onClick={() => goTo((frame ?? 0) - 1)}><ChevronLeft aria-hidden /></Button>
          <Button aria-label="Next frame" disabled={frame === null || frame >= frames - 1} onClick={() => goTo((frame ?? 0) + 1)}><ChevronRight aria-hidden /></Button>
        </div>
        <output aria-label="Shown frame" className="tabular-nums">{frame === null ? `${time.toFixed(2)} s` : `Frame ${formatCount(frame)} of ${formatCount(frames)} · ${time.toFixed(2)} s`}</output>
        <span className="flex items-center gap-2">
          <label htmlFor={ids.speed}>Speed</label>
          <select id={ids.speed} value={speed} onChange={(event) => setSpeedOf(video, Number(event.target.value))} className="min-h-9 rounded-md border border-line-strong bg-surface px-2">
            {[...new Set([...SPEEDS, speed])].toSorted((a, b) => a - b).map((value) => <option key={value} value={value}>{value}×</option>)}
          </select>
        </span>
        <span className="flex items-center gap-2">
          <label htmlFor={ids.rate}>Frames a second</label>
          <input id={ids.rate} type="number" min={1} max={1000} step="any" value={rate ?? ''} onChange={({ target: { valueAsNumber } }) => frameRate.set(valueAsNumber > 0 ? valueAsNumber : null)} className="min-h-9 w-24 rounded-md border border-line-strong bg-surface px-2" />
          <span className="text-ink-soft">{FROM[frameRate.from]}</span>
        </span>
        {hasBoxes ? <BoxControls {...boxes} /> : null}
      </div>
      {hasBoxes && rate === null ? <p role="status" className="text-sm">The boxes are not drawn: neither the result nor the file says how many frames a second there are. Enter it if you know it.</p> : null}
      {hasBoxes ? <p className="text-xs text-ink-soft">The track shows when each face is marked; its height is the detector’s confidence in what it says of that face. Click it to go there.</p> : null}
    </div>
  );
}

const FROM = { 'the result': 'as the result states', 'the file': 'read from the file', you: 'as you set it', nobody: 'unknown' } as const;
