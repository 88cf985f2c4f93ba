import { useState } from 'react';
import { guessScale, type BoxScale } from '../../result/boxes.ts';
import type { Identity } from '../../result/identities.ts';
import type { BoxControlsProps } from './box-controls.tsx';
import type { Size } from './view.ts';

/** The state behind {@link BoxControls}: boxes shown, at the scale that fits until another is chosen. */
export function useBoxes(identities: readonly Identity[], media: Size): BoxControlsProps & { readonly scaleOf: (identity: Identity) => BoxScale } {
  const [shown, setShown] = useState(true);
  const [chosen, setChosen] = useState<1 | 2 | null>(null);
  const guessed = guessScale(identities.filter(({ frameFirst }) => !frameFirst).flatMap(({ boxes }) => boxes.map(({ box }) => box)), media.width, media.height);
  return { shown, onShown: setShown, scale: chosen ?? guessed, guessed, onScale: setChosen, scaleOf: ({ frameFirst }) => chosen ?? (frameFirst ? 1 : guessed) };
}
