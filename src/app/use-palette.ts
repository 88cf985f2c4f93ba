import { useEffect, useState } from 'react';

/** Opens the command palette by Ctrl K or, on a Mac, Cmd K, from anywhere but another dialog. */
export function usePalette(): { readonly paletteOpen: boolean; readonly closePalette: () => void } {
  const [paletteOpen, setPaletteOpen] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      if (document.querySelector('dialog[open]') === null) setPaletteOpen(true);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return { paletteOpen, closePalette: () => setPaletteOpen(false) };
}
