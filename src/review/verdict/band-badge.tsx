import { CircleCheck, CircleDashed, CircleHelp, CircleX, TriangleAlert, type LucideIcon } from 'lucide-react';
import { BAND_WORDS, type Band } from '../thresholds/bands.ts';

const LOOKS: Readonly<Record<Band, readonly [string, LucideIcon]>> = {
  authentic: ['border-good bg-good-wash text-good', CircleCheck],
  uncertain: ['border-warn bg-warn-wash text-warn', CircleHelp],
  manipulated: ['border-bad bg-bad-wash text-bad', TriangleAlert],
  none: ['border-line-strong bg-sunken text-ink', CircleDashed],
};

/** A band in words, with a sign of its own beside its colour. */
export function BandBadge({ band }: { band: Band }) {
  const [look, Icon] = LOOKS[band];
  return (
    <span className={`inline-flex items-center gap-1.5 rounded-full border px-3 py-0.5 text-sm font-semibold ${look}`}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {BAND_WORDS[band]}
    </span>
  );
}

/** Stands where a band would, when the worker failed: that is no verdict. */
export function FailedBadge() {
  return (
    <span className="inline-flex items-center gap-1.5 rounded-full border border-line-strong bg-sunken px-3 py-0.5 text-sm font-semibold">
      <CircleX aria-hidden className="size-4 shrink-0" />
      Failed in the worker
    </span>
  );
}

/** Says that a result was made up by the sandbox. */
export function SimulatedBadge() {
  return <span className="rounded-full bg-warn-wash px-3 py-0.5 text-sm text-warn">Simulated: says nothing about this file</span>;
}
