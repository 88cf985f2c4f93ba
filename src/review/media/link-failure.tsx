import { useEffect, useState } from 'react';
import { explainFailure } from './fetch-media.ts';

/** What could not be shown. */
export interface LinkFailureProps {
  /** Starts the sentence: "The uploaded file". */
  readonly what: string;
  /** A signed link, or the `blob:` address of the copy this browser kept. */
  readonly url: string;
  /** Why, as a sentence; found out from the link when it is left out. */
  readonly why?: string;
}

/** Says why something is not shown, and offers its bytes. */
export function LinkFailure({ what, url, why }: LinkFailureProps) {
  const [found, setFound] = useState<string | null>(null);
  const kept = url.startsWith('blob:');
  useEffect(() => {
    if (why !== undefined || kept) return;
    const abort = new AbortController();
    const explain = async () => {
      const reason = await explainFailure(url, abort.signal);
      if (!abort.signal.aborted) setFound(reason);
    };
    void explain();
    return () => abort.abort();
  }, [url, why, kept]);
  return (
    <p role="status" className="rounded-lg border border-line-strong bg-sunken p-3 text-sm">
      {what} could not be shown. {why ?? (kept ? 'This browser cannot decode the format.' : found)}{' '}
      {kept
        ? <a href={url} download="" className="text-accent underline">Save the file</a>
        : <a href={url} target="_blank" rel="noreferrer" className="text-accent underline">Open the link</a>}
    </p>
  );
}
