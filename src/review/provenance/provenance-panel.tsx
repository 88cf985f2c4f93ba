import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Button } from '#src/ui/button.tsx';
import { formatMoment } from '#src/ui/format.ts';
import type { ShownFile } from '../result/evidence.ts';
import { useCachedFile, type LoadCachedFile } from '../media/cached-file.ts';
import { useMediaSource } from '../media/use-media-source.ts';
import { provenanceQuery } from './provenance-query.ts';
import { saveProvenance } from './provenance-store.ts';
import { NO_PART_OF_THE_FINDING } from './no-part-of-the-finding.ts';

const ProvenanceView = lazy(async () => ({ default: (await import('./provenance-view.tsx')).ProvenanceView }));

/** Whose file is read, and where its bytes are. */
export interface ProvenancePanelProps {
  readonly storeName: string;
  readonly jobId: string;
  /** The file behind its newest link; null when there is none. */
  readonly media: ShownFile | null;
  readonly keptFile: LoadCachedFile;
  readonly onExpired: () => void;
}

/** What the file says of itself, read here when it is asked for and kept with the job. */
export function ProvenancePanel({ storeName, jobId, media, keptFile, onExpired }: ProvenancePanelProps) {
  const keptHere = useCachedFile(jobId, keptFile);
  const kept = keptHere?.blob ?? null;
  const link = media?.url ?? '';
  const client = useQueryClient();
  const { data, isPending } = useQuery(provenanceQuery(storeName, jobId));
  const source = useMediaSource(link, kept, onExpired);
  const [state, setState] = useState<'idle' | 'reading' | { readonly problem: string }>('idle');

  const read = async () => {
    setState('reading');
    try {
      const { readProvenance } = await import('./read-provenance.ts');
      const bytes = await source.open();
      const contentType = media?.contentType || keptHere?.contentType || bytes.type;
      const provenance = await readProvenance(bytes.slice(0, bytes.size, contentType));
      client.setQueryData(provenanceQuery(storeName, jobId).queryKey, provenance);
      setState('idle');
      // What could not be kept is read again another time; it is on the page all the same.
      await saveProvenance(storeName, jobId, provenance).catch(() => {});
    } catch (error) {
      source.onError();
      setState({ problem: error instanceof Error ? error.message : String(error) });
    }
  };

  if (isPending || keptHere === undefined) return null;
  return (
    <div className="space-y-4 text-sm">
      {data ? null : <p className="text-ink-soft">{NO_PART_OF_THE_FINDING}</p>}
      {data ? (
        <>
          <Suspense fallback={null}><ProvenanceView provenance={data} /></Suspense>
          <p className="text-xs text-ink-soft">Read on this device {formatMoment(data.readAt)}.</p>
        </>
      ) : null}
      {link === '' && kept === null ? (data ? null : <p>There are no bytes to read: the platform gives no link to the file, and this browser kept no copy.</p>) : (
        <div className="flex flex-wrap items-center gap-3">
          <Button disabled={state === 'reading'} onClick={() => void read()}>{data ? 'Read again' : 'Read provenance'}</Button>
          <span role="status">{state === 'reading' ? 'Reading the file…' : kept === null ? 'Fetches the file from the storage and reads it here; nothing is sent.' : 'Reads the copy in this browser; nothing is sent.'}</span>
        </div>
      )}
      {typeof state === 'object' ? <p role="alert">The file could not be read. {state.problem}</p> : null}
    </div>
  );
}
