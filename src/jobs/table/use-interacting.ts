import { useEffect, type RefObject } from 'react';

// Long enough to reach the button that lets changes in, which would otherwise come in by themselves on the way there.
const AFTERWARDS_MS = 1_500;

/** Says whether a person has the pointer or the focus in an element, or has had it a moment ago. */
export function useEngaged(element: RefObject<HTMLElement | null>, onEngaged: (engaged: boolean) => void): void {
  useEffect(() => {
    const watched = element.current;
    if (watched === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      clearTimeout(timer);
      if (watched.matches(':hover') || watched.contains(document.activeElement)) onEngaged(true);
      else timer = setTimeout(onEngaged, AFTERWARDS_MS, false);
    };
    // When the focus leaves, where it goes is known only afterwards.
    const tellLater = () => queueMicrotask(tell);
    const events = [['pointerenter', tell], ['pointerleave', tell], ['focusin', tell], ['focusout', tellLater]] as const;
    for (const [name, listener] of events) watched.addEventListener(name, listener);
    return () => {
      clearTimeout(timer);
      for (const [name, listener] of events) watched.removeEventListener(name, listener);
    };
  }, [element, onEngaged]);
}
