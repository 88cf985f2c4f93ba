import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { isTyping } from '#src/ui/is-typing.ts';
import { paths } from './paths.ts';

// "g" then a letter goes to a page, as in mail and issue trackers; the pause after "g" may be this long.
const CHORD_MS = 1_000;
const GO_TO: Readonly<Record<string, string>> = { u: paths.upload, j: paths.jobs, s: paths.settings };

/** Listens for the keys that work on every page; keys typed into a field are left alone. */
export function useGlobalShortcuts(): { helpOpen: boolean; openHelp: () => void; closeHelp: () => void } {
  const [helpOpen, setHelpOpen] = useState(false);
  const navigate = useNavigate();
  useEffect(() => {
    let chordUntil = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === '?') setHelpOpen(true);
      const page = GO_TO[event.key];
      if (page !== undefined && event.timeStamp < chordUntil) void navigate(page);
      chordUntil = event.key === 'g' ? event.timeStamp + CHORD_MS : 0;
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [navigate]);
  return { helpOpen, openHelp: () => setHelpOpen(true), closeHelp: () => setHelpOpen(false) };
}
