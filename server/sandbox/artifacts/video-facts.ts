import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny';

import { type Facts, NO_FACTS, type VideoFacts } from '../artifact-files.ts';
import type { ProduceRequest } from '../produce-request.ts';

/** Frames whose times are looked at for the frame rate. */
const SAMPLE = 200;

/** The facts of a job on a video, from its container; nothing is decoded. */
export async function videoFacts({ original }: ProduceRequest): Promise<Facts> {
  try {
    const video = await readVideo(original);
    return video ? { ...NO_FACTS, video } : { ...NO_FACTS, notes: ['There are no frames: the file has no video track.'] };
  } catch (error) {
    return { ...NO_FACTS, notes: [`There are no frames: the video could not be read (${error instanceof Error ? error.message : String(error)}).`] };
  }
}

async function readVideo(path: string): Promise<VideoFacts | null> {
  using input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(path, { handleUnhandledError: () => {} }) });
  const track = await input.getPrimaryVideoTrack();
  if (!track) return null;
  const durationSeconds = await track.computeDuration();
  const { averagePacketRate, packetCount } = await track.computePacketStats(SAMPLE);
  const framesPerSecond = round(averagePacketRate);
  const frames = packetCount < SAMPLE ? packetCount : Math.round(durationSeconds * averagePacketRate);
  return { width: await track.getDisplayWidth(), height: await track.getDisplayHeight(), durationSeconds: round(durationSeconds), framesPerSecond, frames };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
