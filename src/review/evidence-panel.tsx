import type { ReactNode } from 'react';
import type { Job } from '#src/jobs-api/job.ts';
import { formatCount, formatPercent } from '#src/ui/format.ts';
import { readEvidence, type ShownFile } from './evidence.ts';
import { FaceVector } from './face-vector.tsx';
import type { Identity } from './identities.ts';
import { ImageEvidence } from './image-evidence.tsx';
import { MediaElement } from './media-element.tsx';

/** The media and what the result points at in it. `onExpired` runs when a link no longer works: the job has fresh ones. */
export function EvidencePanel({ job, onExpired }: { job: Job; onExpired: () => void }) {
  const { media, others, heatmapUrl, tracks, identities, faceVector } = readEvidence(job);
  const heatmaps = identities.flatMap(({ id, heatmapUrl: url }) => (url === null ? [] : [{ id, url }]));
  const nothing = media === null && others.length === 0 && heatmapUrl === null && tracks.length === 0 && identities.length === 0 && faceVector === null;
  if (nothing) return <p className="text-sm text-ink-soft">{job.result === undefined ? 'There is nothing to show yet.' : 'The result points at nothing that can be shown.'}</p>;
  return (
    <div className="space-y-4">
      {/* Split audio is heard in its tracks; the recording itself would only be a third player beside them. */}
      {media && tracks.length === 0 ? <MainMedia media={media} heatmapUrl={heatmapUrl} onExpired={onExpired} /> : null}
      {media === null && heatmapUrl !== null ? <Captioned text="Heatmap"><MediaElement url={heatmapUrl} contentType="image/png" label="The heatmap" onExpired={onExpired} /></Captioned> : null}
      {others.map(({ slotName, url, contentType }) => (
        <Captioned key={slotName} text={slotName}><MediaElement url={url} contentType={contentType} label={`The file in slot ${slotName}`} onExpired={onExpired} /></Captioned>
      ))}
      {tracks.map(({ name, url }) => (
        <Captioned key={name} text={name}><MediaElement url={url} contentType="audio/wav" label={`The track ${name}`} onExpired={onExpired} /></Captioned>
      ))}
      {identities.length === 0 ? null : (
        <ul className="list-disc space-y-1 pl-5 text-sm">{identities.map((identity) => <li key={identity.id}>{describe(identity)}</li>)}</ul>
      )}
      {heatmaps.map(({ id, url }) => (
        <Captioned key={id} text={`Heatmap of face ${id}`}><MediaElement url={url} contentType={contentTypeOf(url)} label={`The heatmap of face ${id}`} onExpired={onExpired} /></Captioned>
      ))}
      {faceVector === null ? null : <FaceVector vector={faceVector} />}
    </div>
  );
}

function MainMedia({ media: { url, contentType }, heatmapUrl, onExpired }: { media: ShownFile; heatmapUrl: string | null; onExpired: () => void }) {
  if (heatmapUrl !== null && contentType.startsWith('image/')) return <ImageEvidence url={url} heatmapUrl={heatmapUrl} onExpired={onExpired} />;
  return <MediaElement url={url} contentType={contentType} label="The uploaded file" onExpired={onExpired} />;
}

function Captioned({ text, children }: { text: string; children: ReactNode }) {
  return (
    <figure>
      <figcaption className="mb-1 text-sm font-medium first-letter:uppercase">{text}</figcaption>
      {children}
    </figure>
  );
}

function describe({ id, manipulated, confidence, frames }: Identity): string {
  const said = manipulated === null ? 'nothing is said of it' : manipulated ? 'signs of manipulation' : 'no signs of manipulation';
  const sure = manipulated === null || confidence === null ? '' : ` (confidence ${formatPercent(confidence)})`;
  return `Face ${id}: ${said}${sure}${frames === 0 ? '' : `, marked in ${formatCount(frames)} frames`}.`;
}

// Older answers give heatmaps as pictures or as videos, and nothing but the name tells which (wire format, section 5.4).
function contentTypeOf(url: string): string {
  const { pathname } = new URL(url);
  if (/\.(mp4|webm|mov)$/i.test(pathname)) return 'video/mp4';
  return /\.(png|jpe?g|webp)$/i.test(pathname) ? 'image/png' : '';
}
