import type { EncodedPacket } from 'mediabunny';

import type { AudioFacts } from '../artifact-files.ts';
import type { SplitStretch } from './split-stretch.ts';

const FOREGROUND_HERTZ = 220;
const BACKGROUND_HERTZ = 55;
/** Bits a sample at which a packet counts as full. */
const FULL_BITS = 3;

/**
 * Two tones over the length of a recording that cannot be decoded. Encoders spend more bits on more sound: the
 * foreground is as loud as a packet is long, the background fills what is left.
 */
export async function* soundOfPackets(packets: AsyncIterable<EncodedPacket>, { sampleRate, channels }: AudioFacts): AsyncGenerator<SplitStretch> {
  let frames = 0;
  let loudness = 0;
  for await (const packet of packets) {
    const from = frames;
    // Packets before the start prime the decoder and are not heard.
    const end = Math.round((packet.timestamp + packet.duration) * sampleRate);
    const count = Math.max(0, end - from);
    const target = Math.min(1, (packet.data.length * 8) / Math.max(1, packet.duration * sampleRate) / FULL_BITS);
    const start = loudness;
    const tone = (hertz: number, volume: (loud: number) => number): Float32Array =>
      Float32Array.from({ length: count }, (_, n) => {
        const loud = start + ((target - start) * n) / Math.max(1, count);
        return 0.6 * volume(loud) * Math.sin((2 * Math.PI * hertz * (from + n)) / sampleRate);
      });
    const foreground = tone(FOREGROUND_HERTZ, (loud) => loud);
    const background = tone(BACKGROUND_HERTZ, (loud) => 1 - loud);
    frames += count;
    loudness = target;
    yield { foreground: Array.from({ length: channels }, () => foreground), background: Array.from({ length: channels }, () => background) };
  }
}
