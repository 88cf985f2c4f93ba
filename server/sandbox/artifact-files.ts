/** The folder, inside a job's own, of what was made of its media. */
export const ARTIFACT_FILES = 'produced';

/** The files that processing can make. */
export const ARTIFACT_NAMES = ['heatmap.png', 'foreground.wav', 'background.wav'] as const;

/** A file that processing makes. */
export type ArtifactName = (typeof ARTIFACT_NAMES)[number];

/** Reads the name of a produced file; null for any other. */
export function readArtifactName(name: string): ArtifactName | null {
  return ARTIFACT_NAMES.find((known) => known === name) ?? null;
}

/** The media type of a produced file. */
export function mediaTypeOf(name: ArtifactName): string {
  return name === 'heatmap.png' ? 'image/png' : 'audio/wav';
}

/** What a video says of itself: pixels, seconds, frames a second. */
export interface VideoFacts {
  readonly width: number;
  readonly height: number;
  readonly durationSeconds: number;
  readonly framesPerSecond: number;
  readonly frames: number;
}

/** What a recording says of itself: seconds, hertz. */
export interface AudioFacts {
  readonly durationSeconds: number;
  readonly sampleRate: number;
  readonly channels: number;
  readonly codec: string;
}

/** What processing found out from a job's bytes; null for what it did not look for or could not find. */
export interface Facts {
  /** Pixels, as the file holds them. */
  readonly image: { readonly width: number; readonly height: number } | null;
  readonly video: VideoFacts | null;
  readonly audio: AudioFacts | null;
  readonly produced: readonly ArtifactName[];
  /** A unit-length vector of 512 numbers. */
  readonly faceVector: readonly number[] | null;
  /** 0 to 1: how alike the two pictures are. */
  readonly similarity: number | null;
  /** How something was made, or why it is missing; sentences. */
  readonly notes: readonly string[];
}

/** Nothing found out. */
export const NO_FACTS: Facts = { image: null, video: null, audio: null, produced: [], faceVector: null, similarity: null, notes: [] };
