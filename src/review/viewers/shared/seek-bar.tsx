import type { ReactNode } from 'react';

/** A bar that tells and sets a place in time. */
export interface SeekBarProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly step: number;
  /** The value in words. */
  readonly text: string;
  readonly onSeek: (value: number) => void;
  /** What lies along the bar, drawn as wide as it. */
  readonly children: ReactNode;
}

/** A slider over a drawing of what it moves through: a click anywhere seeks, as do the keys of any slider. */
export function SeekBar({ label, value, max, step, text, onSeek, children }: SeekBarProps) {
  const place = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div className="relative overflow-hidden rounded-md bg-sunken has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-accent">
      {children}
      <div aria-hidden className="pointer-events-none absolute inset-y-0 w-0.5 -translate-x-1/2 bg-warn" style={{ left: `${place * 100}%` }} />
      <input
        type="range"
        aria-label={label}
        aria-valuetext={text}
        min={0}
        max={max}
        step={step}
        value={value}
        onChange={(event) => onSeek(Number(event.target.value))}
        className="absolute inset-0 m-0 size-full cursor-pointer appearance-none bg-transparent opacity-0 [&::-webkit-slider-thumb]:h-full [&::-webkit-slider-thumb]:w-px [&::-webkit-slider-thumb]:appearance-none"
      />
    </div>
  );
}
