import { useEffect, useState } from 'react';
import { askWorker, readingLimitMs } from '#src/lib/one-shot-worker.ts';
import type { Waveform } from './waveform.ts';
import type { MediaSource } from '../../media/use-media-source.ts';

/** Decoding takes longer than reading; an hour of sound may take a while on a small machine. */
const DECODING = 10;

/** A drawing of a recording, or why there is none; null while it is being made. */
export function useWaveform({ url, open }: MediaSource): Waveform | string | null {
  const [drawn, setDrawn] = useState<{ readonly of: string; readonly picture: Waveform | string } | null>(null);
  useEffect(() => {
    if (url === '') return;
    const abort = new AbortController();
    draw(open, abort.signal).then(
      (picture) => setDrawn({ of: url, picture }),
      (error: unknown) => abort.signal.aborted || setDrawn({ of: url, picture: error instanceof Error ? error.message : String(error) }),
    );
    return () => abort.abort();
    // `open` is made anew at each rendering, for the same bytes as `url`.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [url]);
  return drawn?.of === url ? drawn.picture : null;
}

const startWorker = () => new Worker(new URL('./waveform-worker.ts', import.meta.url), { type: 'module' });

async function draw(open: MediaSource['open'], signal: AbortSignal): Promise<Waveform> {
  const bytes = await open(signal);
  return askWorker<Waveform>(startWorker, bytes, { limitMs: readingLimitMs(bytes.size * DECODING) * 2, signal });
}
