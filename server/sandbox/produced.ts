/** The folder, inside a job's own, of what was made of its media. */
export const PRODUCED = 'produced';

const MEDIA_TYPES = { 'heatmap.png': 'image/png', 'foreground.wav': 'audio/wav', 'background.wav': 'audio/wav' } as const;

/** A file that processing makes. */
export type ProducedName = keyof typeof MEDIA_TYPES;

/** The media type of a produced file, by its name. */
export function mediaTypeOf(name: string): string {
  return name in MEDIA_TYPES ? MEDIA_TYPES[name as ProducedName] : 'application/octet-stream';
}

/** What processing found out from a job's bytes. It takes time to find, so that it is kept on the disk, as JSON. */
export interface Facts {
  /** Pixels, as the file holds them. */
  readonly image: { readonly width: number; readonly height: number } | null;
  /** Pixels, seconds, frames a second. */
  readonly video: VideoFacts | null;
  readonly audio: AudioFacts | null;
  /** Files that were made. */
  readonly produced: readonly ProducedName[];
  /** A unit-length vector of 512 numbers. */
  readonly faceVector: readonly number[] | null;
  /** 0 to 1: how alike the two images are. */
  readonly similarity: number | null;
  /** How something was made, or why it is missing; sentences. */
  readonly notes: readonly string[];
}

/** What a video says of itself. */
export interface VideoFacts {
  readonly width: number;
  readonly height: number;
  readonly durationSeconds: number;
  readonly framesPerSecond: number;
  readonly frames: number;
}

/** What a recording says of itself. */
export interface AudioFacts {
  readonly durationSeconds: number;
  readonly sampleRate: number;
  readonly channels: number;
  readonly codec: string;
}

/** Nothing found out. */
export const NO_FACTS: Facts = { image: null, video: null, audio: null, produced: [], faceVector: null, similarity: null, notes: [] };
