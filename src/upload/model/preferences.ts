import { persist } from 'zustand/middleware';
import { createStore } from 'zustand/vanilla';

/** How an analyst likes to upload, kept in this browser. */
export interface UploadPreferences {
  /** Whether files are sent as soon as they are added. */
  readonly startWhenDropped: boolean;
  /** Whether a system notification tells when a batch is through; the browser has been asked by then. */
  readonly notifyWhenDone: boolean;
}

/** The store of {@link UploadPreferences}. */
export const uploadPreferences = createStore<UploadPreferences>()(
  persist((): UploadPreferences => ({ startWhenDropped: false, notifyWhenDone: false }), { name: 'assay.upload', version: 1 }),
);
