/** A stretch of both tracks, channel by channel, samples from -1 to 1. */
export interface SplitStretch {
  readonly foreground: readonly Float32Array[];
  readonly background: readonly Float32Array[];
}
