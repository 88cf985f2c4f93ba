import { useEffect, useState } from 'react';

/**
 * The address for a player's `src`, left out until the player is on the page. While React holds a new part of the page
 * back, a player in it would load already, and what it says then (its length, that a link has expired) reaches nobody.
 */
export function useSrcOncePlaced(url: string): string | undefined {
  const [placed, setPlaced] = useState(false);
  useEffect(() => setPlaced(true), []);
  return placed ? url : undefined;
}
