import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny';

import { type AudioFacts, type Facts, NO_FACTS } from '../artifact-files.ts';
import type { ProduceRequest } from '../produce-request.ts';
import { splitAudio } from './split-audio.ts';

/** The facts of a job on a recording; for the splitter, its two tracks. */
export async function audioFacts({ slug, original, folder }: ProduceRequest): Promise<Facts> {
  try {
    using input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(original, { handleUnhandledError: () => {} }) });
    const track = await input.getPrimaryAudioTrack();
    if (!track) return { ...NO_FACTS, notes: ['The file has no audio track.'] };
    const audio: AudioFacts = {
      durationSeconds: Math.round((await track.computeDuration()) * 1000) / 1000,
      sampleRate: await track.getSampleRate(),
      channels: await track.getNumberOfChannels(),
      codec: (await track.getCodec()) ?? 'unknown',
    };
    if (slug !== 'audio-splitter') return { ...NO_FACTS, audio };
    const notes = await splitAudio(track, audio, folder);
    return { ...NO_FACTS, audio, produced: ['foreground.wav', 'background.wav'], notes };
  } catch (error) {
    return { ...NO_FACTS, notes: [`The recording could not be read (${error instanceof Error ? error.message : String(error)}).`] };
  }
}
