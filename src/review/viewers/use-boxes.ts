import { useState } from 'react';
import { guessScale } from '../boxes.ts';
import type { Identity } from '../identities.ts';
import type { BoxControlsProps } from './box-controls.tsx';
import type { Size } from './view.ts';

/** The state behind {@link BoxControls}: boxes shown, at the scale that fits until another is chosen. */
export function useBoxes(identities: readonly Identity[], media: Size): BoxControlsProps {
  const [shown, setShown] = useState(true);
  const [chosen, setChosen] = useState<1 | 2 | null>(null);
  const guessed = guessScale(identities.flatMap(({ boxes }) => boxes.map(({ box }) => box)), media.width, media.height);
  return { shown, onShown: setShown, scale: chosen ?? guessed, guessed, onScale: setChosen };
}
