import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

const HEADER_BYTES = 44;

/** Writes a WAV file of 16-bit PCM, piece by piece. */
export class WavWriter {
  readonly #file: number;
  readonly #sampleRate: number;
  readonly #channels: number;
  #frames = 0;

  /** Begins the file anew. `sampleRate` in hertz. */
  constructor(path: string, sampleRate: number, channels: number) {
    this.#file = openSync(path, 'w');
    this.#sampleRate = sampleRate;
    this.#channels = channels;
    writeSync(this.#file, Buffer.alloc(HEADER_BYTES));
  }

  /** How long the sound is by now. */
  get seconds(): number {
    return this.#frames / this.#sampleRate;
  }

  /** Appends samples from -1 to 1, one array a channel; what lies beyond is clipped. */
  write(channels: readonly Float32Array[]): void {
    const frames = channels[0]?.length ?? 0;
    const bytes = Buffer.alloc(frames * this.#channels * 2);
    for (let frame = 0; frame < frames; frame += 1) {
      for (let channel = 0; channel < this.#channels; channel += 1) {
        const sample = Math.min(1, Math.max(-1, channels[channel]?.[frame] ?? 0));
        bytes.writeInt16LE(Math.round(sample * 32_767), (frame * this.#channels + channel) * 2);
      }
    }
    writeSync(this.#file, bytes);
    this.#frames += frames;
  }

  /** Completes the header, now that the length is known, and closes the file. */
  close(): void {
    const frameBytes = this.#channels * 2;
    const dataBytes = this.#frames * frameBytes;
    const header = Buffer.alloc(HEADER_BYTES);
    header.write('RIFF', 0, 'latin1');
    header.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4);
    header.write('WAVEfmt ', 8, 'latin1');
    header.writeUInt32LE(16, 16);
    header.writeUInt16LE(1, 20);
    header.writeUInt16LE(this.#channels, 22);
    header.writeUInt32LE(this.#sampleRate, 24);
    header.writeUInt32LE(this.#sampleRate * frameBytes, 28);
    header.writeUInt16LE(frameBytes, 32);
    header.writeUInt16LE(16, 34);
    header.write('data', 36, 'latin1');
    header.writeUInt32LE(dataBytes, 40);
    writeSync(this.#file, header, 0, HEADER_BYTES, 0);
    fsyncSync(this.#file);
    closeSync(this.#file);
  }
}
