import type { ReactNode } from 'react';

/** What a {@link Switch} shows and reports; `children` is its label. */
export interface SwitchProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
}

/** A setting that takes effect at once. */
export function Switch({ checked, onChange, children }: SwitchProps) {
  return (
    <label className="flex min-h-9 items-center gap-2 text-sm">
      <span className="relative h-5 w-9 shrink-0">
        <input
          type="checkbox"
          role="switch"
          aria-checked={checked}
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
          className="peer absolute inset-0 z-10 m-0 size-full opacity-0"
        />
        <span
          aria-hidden
          className="absolute inset-0 rounded-full border border-line-strong bg-sunken transition-colors peer-checked:border-accent peer-checked:bg-accent peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent after:absolute after:top-0.5 after:left-0.5 after:size-3.5 after:rounded-full after:bg-ink-soft after:transition-transform peer-checked:after:translate-x-4 peer-checked:after:bg-accent-ink"
        />
      </span>
      {children}
    </label>
  );
}
