import type { StoreApi } from 'zustand/vanilla';
import type { SlotName, UploadItem } from './item.ts';
import type { QueueState } from './queue-state.ts';
import type { StagedFile } from './stage-files.ts';

/** Which added files are sent at once: none, all that are surely no duplicates, or all. */
export type StartMode = 'none' | 'no-doubles' | 'all';

/** What can be asked of the upload queue. Plain data and blobs: it goes from tab to tab as it is. */
export type UploadCommand =
  /** Adds items, with the bytes of those that can be sent. */
  | { readonly type: 'add'; readonly start: StartMode; readonly entries: readonly StagedFile[] }
  /** Changes what items ask for; ignored once they are under way. */
  | { readonly type: 'edit'; readonly itemIds: readonly string[]; readonly change: Partial<Pick<UploadItem, 'taskType' | 'checks' | 'reference'>> }
  /** Keeps the bytes of the reference image, or of any other slot. */
  | { readonly type: 'provide-bytes'; readonly itemId: string; readonly slot: SlotName; readonly bytes: Blob }
  /** Goes on with a file whose bytes were lost, if these are the same ones. */
  | { readonly type: 'choose-again'; readonly itemId: string; readonly file: Blob; readonly lastModified: number }
  /** Takes the job of an item's duplicate for the item's own: nothing is sent, nothing charged. */
  | { readonly type: 'use-twin'; readonly itemIds: readonly string[] }
  /**
   * Puts items in line: staged ones, paused ones, and failed ones to be tried again. A staged one that may be paid for
   * already is looked up first, and asked about; with `despiteTwin`, a person has answered. `despiteUnclear`: a person was told
   * that a finalize may have been carried out, and wants to go on all the same; without it, the job is only read again.
   */
  | { readonly type: 'enqueue'; readonly itemIds: readonly string[]; readonly despiteTwin?: true; readonly despiteUnclear?: true }
  | { readonly type: 'pause'; readonly itemIds: readonly string[] }
  /** Takes items off the list, and never-finalized jobs of theirs off the platform. */
  | { readonly type: 'remove'; readonly itemIds: readonly string[] }
  /** Goes on after a hold: a new sign-in, a topped-up account. */
  | { readonly type: 'release' }
  | { readonly type: 'set-online'; readonly online: boolean };

/** The upload queue as the page sees it, whichever tab does the work. */
export interface UploadQueue {
  readonly state: StoreApi<QueueState>;
  /** Carries a command out; what came of it shows in `state`. */
  readonly send: (command: UploadCommand) => void;
  /** Whether something that a person added would be gone if this tab closed now. */
  readonly losesOnClose: () => boolean;
  /** Cuts everything and writes nothing more; the queue stays on disk. */
  readonly stop: () => void;
}
