import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { writeWhole } from './artifacts/write-whole.ts';
import { type Facts, ARTIFACT_NAMES } from './artifact-files.ts';

const FILE = 'facts.json';

const video = z.object({ width: z.number(), height: z.number(), durationSeconds: z.number(), framesPerSecond: z.number(), frames: z.number() });
const audio = z.object({ durationSeconds: z.number(), sampleRate: z.number(), channels: z.number(), codec: z.string() });
const shape: z.ZodType<Facts> = z.object({
  image: z.object({ width: z.number(), height: z.number() }).nullable(),
  video: video.nullable(),
  audio: audio.nullable(),
  produced: z.array(z.enum(ARTIFACT_NAMES)),
  faceVector: z.array(z.number()).nullable(),
  similarity: z.number().nullable(),
  notes: z.array(z.string()),
});

/** The facts that are kept in a folder; null when there are none, or none that can be read. */
export function readFacts(folder: string): Facts | null {
  try {
    return shape.parse(JSON.parse(readFileSync(join(folder, FILE), 'utf8')));
  } catch {
    return null;
  }
}

/** Keeps facts in a folder, which is made when it is missing. They go in last: where there are facts, the files they name are whole. */
export function keepFacts(folder: string, facts: Facts): void {
  mkdirSync(folder, { recursive: true });
  writeWhole(join(folder, FILE), JSON.stringify(facts));
}
