import { useEffect, useState } from 'react';
import { readContainer } from '../../provenance/read-provenance.ts';
import type { MediaSource } from '../../media/use-media-source.ts';

/** Frames a second, and who says so. */
export interface FrameRate {
  /** null when nobody does. */
  readonly rate: number | null;
  readonly from: 'the result' | 'the file' | 'you' | 'nobody';
}

/** The rate the result states, else the one that the file's own frames have; until someone sets another. */
export function useFrameRate(stated: number | null, { url, open }: MediaSource): FrameRate & { readonly set: (rate: number | null) => void } {
  const [read, setRead] = useState<number | null>(null);
  const [chosen, set] = useState<number | null>(null);
  const looked = stated === null && url !== '';
  useEffect(() => {
    if (!looked) return;
    const abort = new AbortController();
    // A file that cannot be read has no rate; the player says the rest.
    readContainer(url.startsWith('blob:') ? open : url, abort.signal).then(
      (facts) => setRead(facts.video?.framesPerSecond ?? null),
      () => {},
    );
    return () => abort.abort();
    // `open` is made anew at each rendering, for the same bytes as `url`.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [looked, url]);
  if (chosen !== null) return { rate: chosen, from: 'you', set };
  if (stated !== null) return { rate: stated, from: 'the result', set };
  return { rate: read, from: read === null ? 'nobody' : 'the file', set };
}
