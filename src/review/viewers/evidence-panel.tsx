import { lazy, useState, type ReactNode } from 'react';
import type { Job } from '#src/jobs-api/job.ts';
import { REFERENCE_SLOT } from '#src/jobs-api/task-types.ts';
import { formatCount, formatPercent, formatPlural } from '#src/ui/format.ts';
import { readEvidence, typeOfName, type Evidence, type ShownFile } from '../result/evidence.ts';
import type { Identity } from '../result/identities.ts';
import { useCachedFile, type LoadCachedFile } from '../media/cached-file.ts';
import { ViewerBoundary } from './viewer-boundary.tsx';
import { HeatmapElement, type ShownHeatmap } from './shared/heatmap-element.tsx';
import { MediaElement } from '../media/media-element.tsx';
import { useMediaSource } from '../media/use-media-source.ts';

// A viewer is loaded by the first job that needs it.
const ImageViewer = lazy(async () => ({ default: (await import('./image/image-viewer.tsx')).ImageViewer }));
const VideoViewer = lazy(async () => ({ default: (await import('./video/video-viewer.tsx')).VideoViewer }));
const AudioViewer = lazy(async () => ({ default: (await import('./audio/audio-viewer.tsx')).AudioViewer }));
const PdfViewer = lazy(async () => ({ default: (await import('./document/pdf-viewer.tsx')).PdfViewer }));
const VectorViewer = lazy(async () => ({ default: (await import('./face/vector-viewer.tsx')).VectorViewer }));
const SimilarityViewer = lazy(async () => ({ default: (await import('./face/similarity-viewer.tsx')).SimilarityViewer }));

/** What the evidence is of, and where bytes and other jobs come from. */
export interface EvidencePanelProps {
  readonly job: Job;
  /** Runs when a link no longer works: reading the job gives fresh ones. */
  readonly onExpired: () => void;
  readonly keptFile: LoadCachedFile;
  /** Reads another job, to compare with; rejects when there is none. */
  readonly loadJob: (jobId: string) => Promise<Job>;
}

/** The media, and what the result points at in it. */
export function EvidencePanel({ job, onExpired, keptFile, loadJob }: EvidencePanelProps) {
  const kept = useCachedFile(job.id, keptFile);
  const [player, setPlayer] = useState<HTMLVideoElement | null>(null);
  const evidence = readEvidence(job);
  const { others, heatmap, tracks, identities, faceVector, similarity, hasResult } = evidence;
  const media = evidence.media ?? (kept ? { slotName: '', url: '', contentType: kept.contentType } : null);
  if (kept === undefined) return null;
  const nothing = media === null && others.length === 0 && heatmap === null && tracks.length === 0 && identities.length === 0 && faceVector === null;
  if (nothing) return <p className="text-sm text-ink-soft">{!hasResult ? 'There is nothing to show.' : 'The result points at nothing that can be shown.'}</p>;
  const reference = similarity === null ? undefined : others.find(({ slotName }) => slotName === REFERENCE_SLOT);
  return (
    <ViewerBoundary>
      <div className="space-y-4">
        {/* Split audio is heard in its tracks; the recording itself would only be a third player beside them. */}
        {media && tracks.length === 0 ? <MainMedia {...{ media, evidence, reference, onExpired }} onPlayer={setPlayer} kept={kept?.blob ?? null} /> : null}
        {heatmapsBeside(evidence, media).map((shown) => <HeatmapElement key={shown.label} {...shown} leader={player} onExpired={onExpired} />)}
        {others.filter((other) => other !== reference).map(({ slotName, url, contentType }) => (
          <Captioned key={slotName} text={slotName}><MediaElement url={url} contentType={contentType} label={`The file in slot ${slotName}`} onExpired={onExpired} /></Captioned>
        ))}
        {tracks.length === 0 ? null : <AudioViewer tracks={tracks.map((track) => ({ ...track, kept: null }))} onExpired={onExpired} />}
        {identities.length === 0 ? null : (
          <ul className="list-disc space-y-1 pl-5 text-sm">{identities.map((identity) => <li key={identity.id}>{describe(identity)}</li>)}</ul>
        )}
        {faceVector === null ? null : <VectorViewer jobId={job.id} vector={faceVector} loadJob={loadJob} />}
      </div>
    </ViewerBoundary>
  );
}

interface MainMediaProps {
  readonly media: ShownFile;
  readonly kept: Blob | null;
  readonly evidence: Evidence;
  /** The face to compare with. */
  readonly reference: ShownFile | undefined;
  readonly onPlayer: (player: HTMLVideoElement | null) => void;
  readonly onExpired: () => void;
}

function MainMedia({ media: { url, contentType }, kept, evidence: { heatmap, identities, similarity, regions, fakePages, frameRate }, reference, onPlayer, onExpired }: MainMediaProps) {
  const source = useMediaSource(url, kept, onExpired);
  const shared = { source, label: 'The uploaded file' } as const;
  if (reference) return <SimilarityViewer source={source} referenceUrl={reference.url} score={similarity?.score ?? null} onExpired={onExpired} />;
  if (contentType.startsWith('image/')) return <ImageViewer {...shared} {...{ identities, onExpired }} heatmapUrl={heatmap !== null && liesOver(heatmap, { contentType }) ? heatmap.url : null} />;
  if (contentType.startsWith('video/')) return <VideoViewer {...shared} {...{ identities, onPlayer, onExpired }} statedFrameRate={frameRate} />;
  if (contentType.startsWith('audio/')) return <AudioViewer tracks={[{ name: 'the uploaded file', url, kept }]} onExpired={onExpired} />;
  if (contentType === 'application/pdf') return <PdfViewer {...shared} regions={regions} fakePages={fakePages?.pages ?? []} />;
  return <MediaElement url={source.url} contentType={contentType} label="The uploaded file" onExpired={onExpired} />;
}

function Captioned({ text, children }: { text: string; children: ReactNode }) {
  return (
    <figure>
      <figcaption className="mb-1 text-sm font-medium first-letter:uppercase">{text}</figcaption>
      {children}
    </figure>
  );
}

function describe({ id, manipulated, live, contradicts, labels, confidence, boxes }: Identity): string {
  const said = contradicts ? 'the result contradicts itself' : labels !== null && labels.manipulated > 0 ? `signs of manipulation in ${formatCount(labels.manipulated)} of ${formatPlural(labels.of, 'labelled frame')}` : manipulated === null ? 'nothing is said of it' : manipulated ? 'signs of manipulation' : 'no signs of manipulation';
  const sure = manipulated === null || confidence === null ? '' : ` (confidence ${formatPercent(confidence)})`;
  return `Face ${id}: ${said}${live === null ? '' : live ? '; live' : '; not live'}${sure}${boxes.length === 0 ? '' : `, marked in ${formatPlural(boxes.length, 'frame')}`}.`;
}

// A picture of the whole file lies over the image that it was made of; anything else is shown by itself.
function liesOver({ contentType }: { readonly contentType: string }, media: { readonly contentType: string } | null): boolean {
  return media?.contentType.startsWith('image/') === true && !contentType.startsWith('video/');
}

// Those that lie over no picture: of the whole file, and of each face.
function heatmapsBeside({ heatmap, identities }: Evidence, media: { readonly contentType: string } | null): readonly ShownHeatmap[] {
  return [
    ...(heatmap === null || liesOver(heatmap, media) ? [] : [{ ...heatmap, label: 'The heatmap' }]),
    ...identities.flatMap(({ id, heatmapUrl: url }) => (url === null ? [] : [{ url, contentType: typeOfName(url), label: `The heatmap of face ${id}` }])),
  ];
}
