import { z } from 'zod';

/** The folder, inside a job's own, of what was made of its media. */
export const PRODUCED = 'produced';

const producedName = z.enum(['heatmap.png', 'foreground.wav', 'background.wav']);

/** A file that processing makes. */
export type ProducedName = z.infer<typeof producedName>;

/** Reads the name of a produced file; null for any other. */
export function readProducedName(name: string): ProducedName | null {
  return producedName.safeParse(name).data ?? null;
}

/** The media type of a produced file. */
export function mediaTypeOf(name: ProducedName): string {
  return name === 'heatmap.png' ? 'image/png' : 'audio/wav';
}

const videoFacts = z.object({ width: z.number(), height: z.number(), durationSeconds: z.number(), framesPerSecond: z.number(), frames: z.number() });
const audioFacts = z.object({ durationSeconds: z.number(), sampleRate: z.number(), channels: z.number(), codec: z.string() });

/** What a video says of itself: pixels, seconds, frames a second. */
export type VideoFacts = z.infer<typeof videoFacts>;

/** What a recording says of itself: seconds, hertz. */
export type AudioFacts = z.infer<typeof audioFacts>;

/**
 * What processing found out from a job's bytes; kept on the disk as JSON, since it takes time to find. `image` is in
 * pixels, as the file holds them; `faceVector` has unit length; `similarity` of the two pictures is 0 to 1; `notes` say
 * in sentences how something was made, or why it is missing.
 */
export const factsShape = z.object({
  image: z.object({ width: z.number(), height: z.number() }).nullable(),
  video: videoFacts.nullable(),
  audio: audioFacts.nullable(),
  produced: z.array(producedName),
  faceVector: z.array(z.number()).nullable(),
  similarity: z.number().nullable(),
  notes: z.array(z.string()),
});

/** See {@link factsShape}. */
export type Facts = z.infer<typeof factsShape>;

/** Nothing found out. */
export const NO_FACTS: Facts = { image: null, video: null, audio: null, produced: [], faceVector: null, similarity: null, notes: [] };
