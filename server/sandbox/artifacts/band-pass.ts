/** A filter for one channel: takes a sample, gives the filtered one. Stateful; samples go in in order. */
export function bandPass(sampleRate: number, lowHertz: number, highHertz: number): (sample: number) => number {
  const up = section(sampleRate, lowHertz, 'high-pass');
  // A filter needs room below half of the sample rate.
  const down = section(sampleRate, Math.min(highHertz, sampleRate * 0.45), 'low-pass');
  return (sample) => down(up(sample));
}

/** A second-order Butterworth section, by the bilinear transform. */
function section(sampleRate: number, hertz: number, kind: 'low-pass' | 'high-pass'): (sample: number) => number {
  const angle = (2 * Math.PI * hertz) / sampleRate;
  const cosine = Math.cos(angle);
  const alpha = Math.sin(angle) * Math.SQRT1_2;
  const scale = 1 + alpha;
  const outer = (kind === 'low-pass' ? 1 - cosine : 1 + cosine) / 2 / scale;
  const middle = (kind === 'low-pass' ? 2 : -2) * outer;
  const [back1, back2] = [(-2 * cosine) / scale, (1 - alpha) / scale];
  let [in1, in2, out1, out2] = [0, 0, 0, 0];
  return (sample) => {
    const out = outer * sample + middle * in1 + outer * in2 - back1 * out1 - back2 * out2;
    [in2, in1, out2, out1] = [in1, sample, out1, out];
    return out;
  };
}
