import { LinkFailure } from '../../media/link-failure.tsx';
import { useMediaSource, type MediaSource } from '../../media/use-media-source.ts';

/** Two faces and how alike they are. */
export interface SimilarityViewerProps {
  readonly source: MediaSource;
  readonly referenceUrl: string;
  /** The score in words; null when the result gives none. */
  readonly score: string | null;
  readonly onExpired: () => void;
}

/** Both faces side by side, with the score between them. */
export function SimilarityViewer({ source, referenceUrl, score, onExpired }: SimilarityViewerProps) {
  const reference = useMediaSource(referenceUrl, null, onExpired);
  return (
    <div className="space-y-2">
      <div className="grid grid-cols-2 gap-3">
        <Face source={source} label="The uploaded file" />
        <Face source={reference} label="The reference" />
      </div>
      <p className="text-center text-sm">{score === null ? 'The result gives no score.' : <>Similarity <strong>{score}</strong></>}</p>
    </div>
  );
}

function Face({ source, label }: { source: MediaSource; label: string }) {
  if (source.failed) return <LinkFailure what={label} url={source.url} />;
  if (source.url === '') return null;
  return (
    <figure>
      <img src={source.url} alt={label} crossOrigin="anonymous" referrerPolicy="no-referrer" onError={source.onError} className="h-72 w-full rounded-lg bg-sunken object-contain" />
      <figcaption className="mt-1 text-center text-sm">{label}</figcaption>
    </figure>
  );
}
