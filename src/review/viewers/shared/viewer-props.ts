import type { Identity } from '../../result/identities.ts';
import type { MediaSource } from '../../media/use-media-source.ts';

/** What every viewer of a file is given. */
export interface ViewerProps {
  readonly source: MediaSource;
  /** What the file is called, as the start of a sentence: "The uploaded file". */
  readonly label: string;
}

/** What a viewer of pictures is given besides. */
export interface PictureProps extends ViewerProps {
  readonly identities: readonly Identity[];
  /** Asks for fresh links. */
  readonly onExpired: () => void;
}
