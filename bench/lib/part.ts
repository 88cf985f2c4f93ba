/** One figure that a part measures. */
export interface Metric {
  readonly label: string;
  /** Shown behind the figure; '' for a plain number. */
  readonly unit: string;
  readonly better: 'less' | 'more';
}

/** What a figure is held against; `peer` is one of the part's contestants. */
export type Goal =
  /** Ours divided by the peer's. */
  | { readonly metric: string; readonly peer: string; readonly ratioAtMost: number }
  | { readonly metric: string; readonly peer: string; readonly ratioAtLeast: number }
  /** Ours less the peer's, in the metric's unit. */
  | { readonly metric: string; readonly peer: string; readonly addedAtMost: number }
  /** Ours alone. */
  | { readonly metric: string; readonly atMost: number }
  | { readonly metric: string; readonly atLeast: number };

/** What one run of one contestant gave: a figure for each metric's name. */
export type Sample = Readonly<Record<string, number>>;

/** A part whose servers run and whose files lie there. */
export interface OpenPart {
  /** Measures one contestant once. @throws with the reason when it cannot be measured. */
  readonly run: (contestant: string) => Promise<Sample>;
  /** Measures all of them once, side by side, for parts that mostly wait; they then take no turns. */
  readonly runTogether?: () => Promise<ReadonlyMap<string, Sample | Error>>;
  readonly close: () => Promise<void>;
}

/** A group of rows of the table: one thing a person does, measured here and beside what they would use instead. */
export interface Part {
  /** As given on the command line. */
  readonly name: string;
  readonly title: string;
  /** In words, as the tables show them: ours first. */
  readonly ours: string;
  readonly peers: readonly string[];
  /** By name, in the order of the rows. */
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly goals: readonly Goal[];
  readonly open: () => Promise<OpenPart>;
}
