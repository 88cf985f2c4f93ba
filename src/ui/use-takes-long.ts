import { useEffect, useState } from 'react';

/** Whether something has been under way for `afterMs` (ms) and still is: short waits are not worth a word. */
export function useTakesLong(isUnderWay: boolean, afterMs: number): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isUnderWay) return undefined;
    const timer = setTimeout(setLong, afterMs, true);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isUnderWay, afterMs]);
  return isLong;
}
