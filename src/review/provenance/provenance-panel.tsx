import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Button } from '#src/ui/button.tsx';
import { formatMoment } from '#src/ui/format.ts';
import type { ShownFile } from '../evidence.ts';
import { useKeptFile, type LoadKeptFile } from '../kept-file.ts';
import { useMediaSource } from '../viewers/use-media-source.ts';
import { loadProvenance, saveProvenance } from './provenance-store.ts';
import { ContainerView, CredentialsView, MetadataView } from './provenance-views.tsx';
import type { Part } from './provenance.ts';

/** Whose file is read, and where its bytes are. */
export interface ProvenancePanelProps {
  readonly account: string;
  readonly jobId: string;
  /** The file behind its newest link; null when there is none. */
  readonly media: ShownFile | null;
  readonly keptFile: LoadKeptFile;
  readonly onExpired: () => void;
}

/** What the file says of itself, read here when it is asked for and kept with the job. */
export function ProvenancePanel({ account, jobId, media, keptFile, onExpired }: ProvenancePanelProps) {
  const keptHere = useKeptFile(jobId, keptFile);
  const kept = keptHere?.blob ?? null;
  const link = media?.url ?? '';
  const key = ['provenance', account, jobId];
  const client = useQueryClient();
  const { data, isPending } = useQuery({ queryKey: key, queryFn: () => loadProvenance(account, jobId), networkMode: 'always', staleTime: Infinity });
  const source = useMediaSource(link, kept, onExpired);
  const [state, setState] = useState<'idle' | 'reading' | { readonly problem: string }>('idle');

  const read = async () => {
    setState('reading');
    try {
      const { readProvenance } = await import('./read-provenance.ts');
      const bytes = await source.open();
      const contentType = media?.contentType || keptHere?.contentType || bytes.type;
      const provenance = await readProvenance(bytes.slice(0, bytes.size, contentType));
      client.setQueryData(key, provenance);
      setState('idle');
      // What could not be kept is read again another time; it is on the page all the same.
      await saveProvenance(account, jobId, provenance).catch(() => {});
    } catch (error) {
      source.onError();
      setState({ problem: error instanceof Error ? error.message : String(error) });
    }
  };

  if (isPending || keptHere === undefined) return null;
  return (
    <div className="space-y-4 text-sm">
      <p className="text-ink-soft">What the file says of itself. It is no part of the detector’s finding: it can be missing from genuine media, and all but a valid signature can be forged.</p>
      {data ? (
        <>
          <Section title="Content Credentials" part={data.credentials} absent="None. Most media carry none, and they are lost when a file is converted."><CredentialsView part={data.credentials} /></Section>
          <Section title="Metadata" part={data.metadata} absent="No EXIF, XMP or IPTC. Most platforms remove them."><MetadataView part={data.metadata} /></Section>
          <Section title="Container" part={data.container} absent="The file is no recording."><ContainerView part={data.container} /></Section>
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

function Section({ title, part, absent, children }: { title: string; part: Part<unknown>; absent: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="font-semibold">{title}</h3>
      {part.state === 'absent' ? <p>{absent}</p> : part.state === 'failed' ? <p>Could not be read. {part.why}</p> : children}
    </section>
  );
}
