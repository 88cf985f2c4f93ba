import { expect, test } from 'vitest';
import { WaveformMaker } from './waveform.ts';

const RATE = 8_000;
const sine = (hertz: number, seconds: number, strength = 1) => Float32Array.from({ length: RATE * seconds }, (_, n) => strength * Math.sin((2 * Math.PI * hertz * n) / RATE));

/** The frequency at which a column is loudest, in hertz. */
function loudestAt(picture: ReturnType<WaveformMaker['finish']>, column: number): number {
  const rows = picture.loudness.slice(column * picture.rows, (column + 1) * picture.rows);
  return (rows.indexOf(Math.max(...rows)) * picture.sampleRate) / 2 / picture.rows;
}

test('a tone is where its frequency is, as loud as it is', () => {
  const maker = new WaveformMaker(RATE * 2, RATE);
  maker.push(sine(1_000, 1, 0.5));
  maker.push(sine(3_000, 1, 0.1));
  const picture = maker.finish();
  expect(picture.durationSeconds).toBe(2);
  const [first, second] = [Math.floor(picture.columns / 4), Math.floor((picture.columns * 3) / 4)];
  expect(loudestAt(picture, first)).toBeCloseTo(1_000, -2);
  expect(loudestAt(picture, second)).toBeCloseTo(3_000, -2);
  expect(picture.peaks[first * 2]).toBeCloseTo(-0.5, 1);
  expect(picture.peaks[second * 2 + 1]).toBeCloseTo(0.1, 1);
  const loudest = (column: number) => Math.max(...picture.loudness.slice(column * picture.rows, (column + 1) * picture.rows));
  // 0.5 is -6 dB and 0.1 is -20 dB on a scale from -90 dB to 0.
  expect((loudest(first) - loudest(second)) / 255 * 90).toBeCloseTo(14, 0);
});

test('a recording shorter or longer than it said does no harm', () => {
  const short = new WaveformMaker(RATE, RATE);
  short.push(sine(500, 0.25));
  expect(short.finish().peaks.at(-1)).toBe(0);
  const long = new WaveformMaker(RATE / 4, RATE);
  long.push(sine(500, 1));
  expect(long.finish().durationSeconds).toBe(0.25);
});
