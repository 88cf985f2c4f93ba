/** What is played or linked. */
export interface MediaElementProps {
  readonly url: string;
  /** As declared; decides what plays it. */
  readonly contentType: string;
  /** What a screen reader calls it. */
  readonly label: string;
  readonly onExpired: () => void;
}

/** Audio and video in the browser's own player, loaded without credentials; anything else as a link. */
export function MediaElement({ url, contentType, label, onExpired }: MediaElementProps) {
  // Uploaded media carry no captions; what is said in them is for the analyst to hear.
  /* oxlint-disable jsx-a11y/media-has-caption */
  if (contentType.startsWith('audio/')) return <audio controls src={url} aria-label={label} crossOrigin="anonymous" preload="metadata" onError={onExpired} className="w-full max-w-xl" />;
  if (contentType.startsWith('video/')) return <video controls src={url} aria-label={label} crossOrigin="anonymous" preload="metadata" onError={onExpired} className="max-h-[32rem] max-w-full rounded-lg bg-sunken" />;
  /* oxlint-enable jsx-a11y/media-has-caption */
  return <a href={url} target="_blank" rel="noreferrer" className="text-accent underline">Open the uploaded file</a>;
}
