import { useEffect, type RefObject } from 'react';

/** Says whether a person has the pointer or the focus in an element. */
export function useEngaged(element: RefObject<HTMLElement | null>, onEngaged: (engaged: boolean) => void): void {
  useEffect(() => {
    const watched = element.current;
    if (watched === null) return undefined;
    const tell = () => onEngaged(watched.matches(':hover') || watched.contains(document.activeElement));
    // When the focus leaves, where it goes is known only afterwards.
    const tellLater = () => queueMicrotask(tell);
    const events = [['pointerenter', tell], ['pointerleave', tell], ['focusin', tell], ['focusout', tellLater]] as const;
    for (const [name, listener] of events) watched.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of events) watched.removeEventListener(name, listener);
    };
  }, [element, onEngaged]);
}
