import { magnitudesOf } from './fft.ts';

/** What can be drawn of a recording. */
export interface Waveform {
  readonly durationSeconds: number;
  readonly sampleRate: number;
  readonly columns: number;
  /** The lowest and the highest sample of each column, in turn; -1 to 1. */
  readonly peaks: Float32Array<ArrayBuffer>;
  /** Frequencies from 0 to half the sample rate. */
  readonly rows: number;
  /** Loudness, column by column, low frequencies first: 0 is -90 dB or less, 255 is full scale. */
  readonly loudness: Uint8Array<ArrayBuffer>;
}

const MAX_COLUMNS = 1_200;
const LEAST_FRAMES_A_COLUMN = 128;
const WINDOW = 1_024;
/** The strongest of these many neighbouring frequencies makes a row: a pure tone must not be lost in a small drawing. */
const A_ROW = 4;
const ROWS = WINDOW / 2 / A_ROW;
const FLOOR_DB = -90;

/** Draws sound as it streams by, in memory that does not grow with its length. */
export class WaveformMaker {
  readonly #frames: number;
  readonly #sampleRate: number;
  readonly #columns: number;
  readonly #peaks: Float32Array<ArrayBuffer>;
  readonly #loudness: Uint8Array<ArrayBuffer>;
  // The last frames that came by; WINDOW is a power of two, so that places wrap by a mask.
  readonly #recent = new Float32Array(WINDOW);
  #seen = 0;
  #drawn = 0;

  /** @param frames how many there will be; those past it are left out. */
  constructor(frames: number, sampleRate: number) {
    this.#frames = Math.max(1, Math.round(frames));
    this.#sampleRate = sampleRate;
    this.#columns = Math.max(1, Math.min(MAX_COLUMNS, Math.ceil(this.#frames / LEAST_FRAMES_A_COLUMN)));
    this.#peaks = new Float32Array(this.#columns * 2);
    this.#loudness = new Uint8Array(this.#columns * ROWS);
  }

  /** Takes the next samples, one channel, -1 to 1. */
  push(samples: Float32Array): void {
    for (const sample of samples) this.#take(sample);
  }

  /** What was drawn; columns that no sound came for stay silent. */
  finish(): Waveform {
    for (let n = 0; n < WINDOW && this.#drawn < this.#columns; n += 1) this.#remember(0);
    return { durationSeconds: this.#frames / this.#sampleRate, sampleRate: this.#sampleRate, columns: this.#columns, peaks: this.#peaks, rows: ROWS, loudness: this.#loudness };
  }

  #take(sample: number): void {
    if (this.#seen < this.#frames) {
      const at = Math.floor((this.#seen * this.#columns) / this.#frames) * 2;
      if (sample < (this.#peaks[at] ?? 0)) this.#peaks[at] = sample;
      if (sample > (this.#peaks[at + 1] ?? 0)) this.#peaks[at + 1] = sample;
    }
    this.#remember(sample);
  }

  #remember(sample: number): void {
    this.#recent[this.#seen & (WINDOW - 1)] = sample;
    this.#seen += 1;
    // A column is drawn once the window about its middle is complete.
    while (this.#drawn < this.#columns && this.#seen >= ((this.#drawn + 0.5) * this.#frames) / this.#columns + WINDOW / 2) {
      this.#draw(this.#drawn);
      this.#drawn += 1;
    }
  }

  #draw(column: number): void {
    const samples = new Float32Array(WINDOW);
    for (let n = 0; n < WINDOW; n += 1) samples[n] = this.#recent[(this.#seen + n) & (WINDOW - 1)] ?? 0;
    const strengths = new Float32Array(WINDOW / 2);
    magnitudesOf(samples, strengths);
    for (let row = 0; row < ROWS; row += 1) {
      const strongest = Math.max(1e-9, ...strengths.subarray(row * A_ROW, (row + 1) * A_ROW));
      const db = 20 * Math.log10(strongest);
      this.#loudness[column * ROWS + row] = Math.round(255 * Math.min(1, Math.max(0, 1 - db / FLOOR_DB)));
    }
  }
}
