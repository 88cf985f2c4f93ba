import { renameSync } from 'node:fs';
import { join } from 'node:path';

import { EncodedPacketSink, type InputAudioTrack } from 'mediabunny';

import type { AudioFacts } from '../artifact-files.ts';
import { bandPass } from './band-pass.ts';
import { openDecoder } from './decode-packets.ts';
import { soundOfPackets } from './packet-sound.ts';
import type { SplitStretch } from './split-stretch.ts';
import { WavWriter } from './wav-writer.ts';

/** The longest part of a recording that is split, in seconds. */
const MAX_SECONDS = 600;

/**
 * Splits a recording into `foreground.wav`, the band of the human voice, and `background.wav`, all the rest; together
 * they are the original. Streams from packet to packet. Gives notes on how it was done.
 */
export async function splitAudio(track: InputAudioTrack, audio: AudioFacts, folder: string): Promise<string[]> {
  const decoded = await openDecoder(audio.codec);
  const stretches = decoded ? splitDecoded(track, audio, decoded) : soundOfPackets(new EncodedPacketSink(track).packets(), audio);
  const names = ['foreground.wav', 'background.wav'] as const;
  const [foreground, background] = names.map((name) => new WavWriter(join(folder, `${name}.part`), audio.sampleRate, audio.channels));
  let cut = false;
  for await (const stretch of stretches) {
    foreground?.write(stretch.foreground);
    background?.write(stretch.background);
    cut = (foreground?.seconds ?? 0) >= MAX_SECONDS;
    if (cut) break;
  }
  for (const writer of [foreground, background]) writer?.close();
  for (const name of names) renameSync(join(folder, `${name}.part`), join(folder, name));
  return [
    decoded
      ? 'The foreground is the band of the human voice (200 to 3400 Hz), the background is all the rest.'
      : `The sandbox does not decode ${audio.codec}: the tracks are tones that follow how much sound each encoded packet holds.`,
    ...(cut ? [`Only the first ${MAX_SECONDS / 60} minutes were split.`] : []),
  ];
}

async function* splitDecoded(track: InputAudioTrack, audio: AudioFacts, decode: (packet: Uint8Array, channels: number) => Float32Array[]): AsyncGenerator<SplitStretch> {
  const bands = Array.from({ length: audio.channels }, () => bandPass(audio.sampleRate, 200, 3400));
  for await (const packet of new EncodedPacketSink(track).packets()) {
    const channels = decode(packet.data, audio.channels);
    if (channels.length === 0) continue;
    const foreground = bands.map((band, n) => (channels[n] ?? new Float32Array(0)).map(band));
    const background = foreground.map((voice, n) => voice.map((sample, at) => (channels[n]?.[at] ?? 0) - sample));
    yield { foreground, background };
  }
}
