import type { Job } from '#src/jobs-api/job.ts';
import { formatCount } from '#src/ui/format.ts';
import { readEvidence, type Identity } from './evidence.ts';
import { FaceVector } from './face-vector.tsx';
import { ImageEvidence } from './image-evidence.tsx';
import { MediaElement } from './media-element.tsx';

/** The media and what the result points at in it. `onExpired` runs when a link no longer works: the job has fresh ones. */
export function EvidencePanel({ job, onExpired }: { job: Job; onExpired: () => void }) {
  const { media, heatmapUrl, tracks, identities, faceVector } = readEvidence(job);
  const isImage = media?.contentType.startsWith('image/') ?? false;
  const nothing = media === null && heatmapUrl === null && tracks.length === 0 && identities.length === 0 && faceVector === null;
  if (nothing) return <p className="text-sm text-ink-soft">The result points at nothing that can be shown.</p>;
  return (
    <div className="space-y-4">
      {media && isImage ? <ImageEvidence url={media.url} heatmapUrl={heatmapUrl} onExpired={onExpired} /> : null}
      {media && !isImage && tracks.length === 0 ? <MediaElement url={media.url} contentType={media.contentType} label="Uploaded media" onExpired={onExpired} /> : null}
      {tracks.map((track) => (
        <div key={track.name}>
          <p className="mb-1 text-sm font-medium capitalize">{track.name}</p>
          <MediaElement url={track.url} contentType="audio/wav" label={`Track: ${track.name}`} onExpired={onExpired} />
        </div>
      ))}
      {identities.length === 0 ? null : (
        <ul className="list-disc space-y-1 pl-5 text-sm">{identities.map((identity) => <li key={identity.id}>{describe(identity)}</li>)}</ul>
      )}
      {faceVector === null ? null : <FaceVector vector={faceVector} />}
    </div>
  );
}

function describe({ id, manipulated, frames }: Identity): string {
  const said = manipulated === null ? 'nothing is said of it' : manipulated ? 'signs of a swapped face' : 'no signs of a swapped face';
  return `Face ${id}: ${said}${frames === 0 ? '' : `, marked in ${formatCount(frames)} frames`}.`;
}
