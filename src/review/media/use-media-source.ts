import { useEffect, useState } from 'react';
import { fetchMedia } from './fetch-media.ts';
import { useSteadyLink } from './use-steady-link.ts';

/** Where a viewer takes its bytes from. */
export interface MediaSource {
  /** For `src` and `href`: a signed link, or a `blob:` address. */
  readonly url: string;
  /** Whether nothing could be loaded and no other source is known. */
  readonly failed: boolean;
  /** To be called when loading `url` fails. */
  readonly onError: () => void;
  /** All of the bytes. @throws an Error whose message says why they are not to be had */
  readonly open: (signal?: AbortSignal) => Promise<Blob>;
}

/**
 * The copy this browser kept, which costs no transfer, or else the signed link; the link also when the copy cannot be
 * read any more.
 * @param link the newest signed link; empty when the platform gives none
 * @param onExpired asks for a fresh link
 */
export function useMediaSource(link: string, kept: Blob | null, onExpired: () => void): MediaSource {
  const steady = useSteadyLink(link, onExpired);
  const [broken, setBroken] = useState<Blob | null>(null);
  const [own, setOwn] = useState<{ readonly blob: Blob; readonly url: string } | null>(null);
  useEffect(() => {
    if (kept === null) return;
    const url = URL.createObjectURL(kept);
    setOwn({ blob: kept, url });
    return () => URL.revokeObjectURL(url);
  }, [kept]);
  if (kept === null || (broken === kept && link !== '')) return { ...steady, open: (signal) => fetchMedia(steady.url, signal) };
  return {
    url: own?.blob === kept ? own.url : '',
    failed: broken === kept,
    onError: () => setBroken(kept),
    open: () => Promise.resolve(kept),
  };
}
