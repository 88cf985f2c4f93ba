/** What a WAV file of 16-bit PCM says and holds. */
export interface Wav {
  readonly sampleRate: number;
  readonly channels: number;
  readonly seconds: number;
  /** Root mean square of all samples, 0 to 1. */
  readonly loudness: number;
}

/** Reads a WAV file with a plain header. @throws when it is none, or its lengths do not fit. */
export function readWav(bytes: Buffer): Wav {
  const words = [bytes.toString('latin1', 0, 4), bytes.toString('latin1', 8, 16), bytes.toString('latin1', 36, 40)].join();
  const [coding, channels, bits] = [bytes.readUInt16LE(20), bytes.readUInt16LE(22), bytes.readUInt16LE(34)];
  const length = bytes.readUInt32LE(40);
  if (words !== 'RIFF,WAVEfmt ,data' || coding !== 1 || bits !== 16 || length !== bytes.length - 44 || bytes.readUInt32LE(4) !== bytes.length - 8) {
    throw new Error('This is no WAV file of 16-bit PCM.');
  }
  let sum = 0;
  for (let at = 44; at < bytes.length; at += 2) sum += (bytes.readInt16LE(at) / 32_768) ** 2;
  const sampleRate = bytes.readUInt32LE(24);
  return { sampleRate, channels, seconds: length / 2 / channels / sampleRate, loudness: Math.sqrt(sum / (length / 2)) };
}
