import { Download, Pause, Play } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { Button, buttonClass } from '#src/ui/button.tsx';
import { syncPlayback } from '../shared/sync-playback.ts';
import { LinkFailure } from '../../media/link-failure.tsx';
import { seekTo, toggle } from '../shared/player.ts';
import { SeekBar } from '../shared/seek-bar.tsx';
import { WaveformDrawing } from './waveform-drawing.tsx';
import { useMediaSource } from '../../media/use-media-source.ts';
import { useWaveform } from './use-waveform.ts';
import { useSrcOncePlaced } from '../../media/use-steady-link.ts';

/** A recording. */
export interface AudioTrack {
  readonly name: string;
  /** The newest signed link; empty when there is none. */
  readonly url: string;
  readonly kept: Blob | null;
}

/** One recording, or several that belong together and are heard in step. */
export interface AudioViewerProps {
  readonly tracks: readonly AudioTrack[];
  readonly onExpired: () => void;
}

/** Recordings with their waveform and spectrogram; several play in step, each of them muted, heard alone or saved. */
export function AudioViewer({ tracks, onExpired }: AudioViewerProps) {
  const [players, setPlayers] = useState<ReadonlyMap<string, HTMLAudioElement>>(new Map());
  const [muted, setMuted] = useState<ReadonlySet<string>>(new Set());
  const [solo, setSolo] = useState<string | null>(null);
  const leader = tracks.map(({ name }) => players.get(name)).find((player) => player !== undefined) ?? null;

  useEffect(() => {
    if (leader === null) return;
    const stops = [...players.values()].filter((player) => player !== leader).map((player) => syncPlayback(leader, player));
    return () => stops.forEach((stop) => stop());
  }, [leader, players]);

  const register = (name: string, player: HTMLAudioElement | null) =>
    setPlayers((last) => {
      if ((last.get(name) ?? null) === player) return last;
      const others = [...last].filter(([known]) => known !== name);
      return new Map(player ? [...others, [name, player]] : others);
    });
  const several = tracks.length > 1;

  return (
    <div className="space-y-4">
      <Transport player={leader} />
      {tracks.map((track) => (
        <Track
          key={track.name}
          {...{ track, leader, onExpired }}
          silent={solo === null ? muted.has(track.name) : solo !== track.name}
          onPlayer={(player) => register(track.name, player)}
        >
          {several ? (
            <>
              <Button aria-label={`Mute ${track.name}`} aria-pressed={muted.has(track.name)} className="aria-pressed:bg-warn-wash" onClick={() => setMuted(without(muted, track.name))}>Mute</Button>
              <Button aria-label={`Solo ${track.name}`} aria-pressed={solo === track.name} className="aria-pressed:bg-accent-wash" onClick={() => setSolo(solo === track.name ? null : track.name)}>Solo</Button>
            </>
          ) : null}
        </Track>
      ))}
    </div>
  );
}

interface TrackProps {
  readonly track: AudioTrack;
  /** The player whose clock all follow. */
  readonly leader: HTMLMediaElement | null;
  readonly silent: boolean;
  readonly onExpired: () => void;
  readonly onPlayer: (player: HTMLAudioElement | null) => void;
  readonly children: ReactNode;
}

function Track({ track, leader, silent, onExpired, onPlayer, children }: TrackProps) {
  const source = useMediaSource(track.url, track.kept, onExpired);
  const picture = useWaveform(source);
  const src = useSrcOncePlaced(source.url);
  const what = track.name.charAt(0).toUpperCase() + track.name.slice(1);
  if (source.failed) return <LinkFailure what={what} url={source.url} />;
  if (source.url === '') return null;
  return (
    <figure className="space-y-1">
      <figcaption className="flex flex-wrap items-center gap-2 text-sm">
        <span className="mr-auto font-medium">{what}</span>
        {children}
        <a href={source.url} download={`${track.name}.wav`} target="_blank" rel="noreferrer" className={buttonClass()} aria-label={`Download ${track.name}`}><Download aria-hidden /></a>
      </figcaption>
      {/* Uploaded media carry no captions; what is said in them is for the analyst to hear. */}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
      <audio src={src} crossOrigin="anonymous" preload="auto" muted={silent} aria-label={what} onLoadedMetadata={(event) => onPlayer(event.currentTarget)} onError={() => [onPlayer(null), source.onError()]} />
      <Position player={leader} name={track.name}>
        {picture === null ? <p role="status" className="p-4 text-sm text-ink-soft">Drawing the sound…</p> : typeof picture === 'string' ? <p role="status" className="p-4 text-sm">The sound cannot be drawn. {picture}</p> : <WaveformDrawing picture={picture} name={track.name} />}
      </Position>
    </figure>
  );
}

function Transport({ player }: { player: HTMLMediaElement | null }) {
  const { time, duration, playing } = useClock(player);
  return (
    <div className="flex items-center gap-3 text-sm">
      <Button aria-label={playing ? 'Pause' : 'Play'} disabled={player === null} onClick={() => toggle(player)}>{playing ? <Pause aria-hidden /> : <Play aria-hidden />}</Button>
      <span className="tabular-nums">{clockOf(time)} of {clockOf(duration)}</span>
    </div>
  );
}

// Only this moves with the clock: what is drawn inside stays as it is.
function Position({ player, name, children }: { player: HTMLMediaElement | null; name: string; children: ReactNode }) {
  const { time, duration } = useClock(player);
  return <SeekBar label={`Position in ${name}`} value={time} max={duration} step={0.01} text={clockOf(time)} onSeek={(seconds) => seekTo(player, seconds)}>{children}</SeekBar>;
}

/** What a player's clock says, in seconds; looked at for every painted frame while it plays. */
function useClock(player: HTMLMediaElement | null): { time: number; duration: number; playing: boolean } {
  const [clock, setClock] = useState({ time: 0, duration: 0, playing: false });
  useEffect(() => {
    if (player === null) return;
    let next = 0;
    const look = () => {
      cancelAnimationFrame(next);
      const playing = !player.paused && !player.ended;
      setClock({ time: player.currentTime, duration: Number.isFinite(player.duration) ? player.duration : 0, playing });
      if (playing) next = requestAnimationFrame(look);
    };
    const stop = new AbortController();
    for (const event of ['loadedmetadata', 'durationchange', 'play', 'pause', 'ended', 'seeking', 'seeked']) player.addEventListener(event, look, { signal: stop.signal });
    look();
    return () => {
      stop.abort();
      cancelAnimationFrame(next);
    };
  }, [player]);
  return clock;
}

function without(names: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const next = new Set(names);
  if (!next.delete(name)) next.add(name);
  return next;
}

/** Seconds as minutes, seconds and tenths: "1:02.5". */
function clockOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(1).padStart(4, '0')}`;
}
