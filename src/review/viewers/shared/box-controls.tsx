import { useId } from 'react';
import { Switch } from '#src/ui/switch.tsx';
import type { BoxScale } from '../../result/boxes.ts';

/** How boxes are drawn, and the guess that stands until someone chooses. */
export interface BoxControlsProps {
  readonly shown: boolean;
  readonly onShown: (shown: boolean) => void;
  readonly scale: BoxScale;
  readonly guessed: BoxScale;
  readonly onScale: (scale: BoxScale) => void;
}

/** Turns boxes on and off, and tells which of the two coordinate scales of the wire format (section 5.4) is meant. */
export function BoxControls({ shown, onShown, scale, guessed, onScale }: BoxControlsProps) {
  const id = useId();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
      <Switch checked={shown} onChange={onShown}>Boxes</Switch>
      <span className="flex min-w-0 flex-wrap items-center gap-x-2">
        <label htmlFor={id}>Box coordinates</label>
        <select id={id} value={scale} onChange={(event) => onScale(event.target.value === '2' ? 2 : 1)} className="min-h-9 max-w-full rounded-md border border-line-strong bg-surface px-2">
          <option value={1}>As given{guessed === 1 ? ' (fits the picture)' : ''}</option>
          <option value={2}>Doubled{guessed === 2 ? ' (fits the picture)' : ''}</option>
        </select>
      </span>
    </div>
  );
}
