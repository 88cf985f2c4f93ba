import { useEffect, useState } from 'react';
import { fetchFromStorage } from '#src/jobs-api/fetch-from-storage.ts';

/**
 * The media type of a link whose name does not tell it, by the answer's own Content-Type (wire format, section 6.5); null
 * while it is asked for. In lower case; empty when the storage does not say, or cannot be reached.
 * @param known the type as far as it is known; nothing is asked for unless it is empty
 */
export function useContentType(url: string, known: string): string | null {
  const [found, setFound] = useState<{ readonly of: string; readonly contentType: string } | null>(null);
  useEffect(() => {
    if (known !== '') return;
    const stop = new AbortController();
    // A signed link allows GET alone: the first byte is enough.
    const ask = async () => {
      const answer = await fetchFromStorage(url, { headers: { Range: 'bytes=0-0' }, signal: stop.signal });
      await answer.body?.cancel();
      return answer.ok ? (answer.headers.get('Content-Type') ?? '').toLowerCase() : '';
    };
    ask().catch(() => '').then((contentType) => stop.signal.aborted || setFound({ of: url, contentType }), () => undefined);
    return () => stop.abort();
  }, [url, known]);
  if (known !== '') return known;
  return found?.of === url ? found.contentType : null;
}
