/**
 * The strength of each frequency in a stretch of sound, as amplitudes: 1 for a full sine. A radix-2 FFT under a Hann window.
 * @param samples -1 to 1; their number is a power of two
 * @param strengths takes half as many values, from 0 to half the sample rate
 */
export function magnitudesOf(samples: Float32Array, strengths: Float32Array): void {
  const size = samples.length;
  const real = new Float32Array(size);
  const imaginary = new Float32Array(size);
  const bits = Math.log2(size);
  for (let n = 0; n < size; n += 1) {
    const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size);
    real[reversed(n, bits)] = (samples[n] ?? 0) * hann;
  }
  for (let half = 1; half < size; half *= 2) {
    for (let k = 0; k < half; k += 1) {
      const angle = (-Math.PI * k) / half;
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      for (let low = k; low < size; low += half * 2) {
        const high = low + half;
        const re = (real[high] ?? 0) * cos - (imaginary[high] ?? 0) * sin;
        const im = (real[high] ?? 0) * sin + (imaginary[high] ?? 0) * cos;
        real[high] = (real[low] ?? 0) - re;
        imaginary[high] = (imaginary[low] ?? 0) - im;
        real[low] = (real[low] ?? 0) + re;
        imaginary[low] = (imaginary[low] ?? 0) + im;
      }
    }
  }
  // The window takes half of the strength, and the mirrored half of the spectrum another.
  for (let n = 0; n < strengths.length; n += 1) strengths[n] = (Math.hypot(real[n] ?? 0, imaginary[n] ?? 0) * 4) / size;
}

function reversed(index: number, bits: number): number {
  let result = 0;
  for (let bit = 0; bit < bits; bit += 1) result |= ((index >> bit) & 1) << (bits - 1 - bit);
  return result;
}
