/** One figure over time. */
export interface Sample {
  /** Minutes since the start. */
  readonly at: number;
  readonly mib: number;
}

/** How a figure moved over the measured time, and whether that counts as flat. */
export interface Trend {
  /** The middle sample. */
  readonly medianMib: number;
  /** What the slope makes of the whole time; negative when it shrank. */
  readonly growthMib: number;
  readonly isFlat: boolean;
}

/** Growth below this is noise, however small the whole. */
const NOISE_MIB = 2;
const MOST_GROWTH = 0.1;

/**
 * The rule: the slope is the median of the slopes between all pairs of samples (Theil–Sen), so that a few odd ones decide
 * nothing. Flat is what grew by less than a tenth of its median, or by less than 2 MiB, over the measured time.
 * Fewer than three samples say nothing: NaN, and not flat.
 */
export function trendOf(samples: readonly Sample[]): Trend {
  const slopes = samples.flatMap((a, index) => samples.slice(index + 1).map((b) => (b.mib - a.mib) / (b.at - a.at)));
  const medianMib = medianOf(samples.map(({ mib }) => mib));
  const growthMib = samples.length < 3 ? Number.NaN : medianOf(slopes) * ((samples.at(-1)?.at ?? 0) - (samples[0]?.at ?? 0));
  return { medianMib, growthMib, isFlat: growthMib < Math.max(NOISE_MIB, medianMib * MOST_GROWTH) };
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}
