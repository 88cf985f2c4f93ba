import { LinkFailure } from './link-failure.tsx';
import { useSrcOncePlaced, useSteadyLink } from './use-steady-link.ts';

/** What is played or linked. */
export interface MediaElementProps {
  readonly url: string;
  /** As declared; decides what shows it. */
  readonly contentType: string;
  /** What it is called, as the start of a sentence: "The uploaded file". */
  readonly label: string;
  readonly onExpired: () => void;
}

/** Audio, video and pictures in the browser's own elements, loaded without credentials; anything else as a link. */
export function MediaElement({ url: newest, contentType, label, onExpired }: MediaElementProps) {
  const { url, failed, onError } = useSteadyLink(newest, onExpired);
  const src = useSrcOncePlaced(url);
  if (failed) return <LinkFailure what={label} url={url} />;
  const shared = { src, crossOrigin: 'anonymous', onError } as const;
  // Uploaded media carry no captions; what is said in them is for the analyst to hear.
  /* oxlint-disable jsx-a11y/media-has-caption */
  if (contentType.startsWith('audio/')) return <audio {...shared} controls aria-label={label} preload="metadata" className="w-full max-w-xl" />;
  if (contentType.startsWith('video/')) return <video {...shared} controls aria-label={label} preload="metadata" className="max-h-[32rem] max-w-full rounded-lg bg-sunken" />;
  /* oxlint-enable jsx-a11y/media-has-caption */
  if (contentType.startsWith('image/')) return <img {...shared} alt={label} referrerPolicy="no-referrer" className="max-h-[32rem] max-w-full rounded-lg bg-sunken" />;
  return <a href={newest} target="_blank" rel="noreferrer" className="text-accent underline">Open {label.charAt(0).toLowerCase()}{label.slice(1)}</a>;
}
