import { ReadingNotAllowedError } from '../model/transfer-error.ts';

/**
 * What was stored for a slot, as a blob; null when there is nothing.
 * Throws {@link ReadingNotAllowedError} for a handle that needs a person's leave, and what the browser throws when the
 * file behind it is gone.
 */
export async function readStoredBytes(stored: Blob | FileSystemFileHandle | undefined): Promise<Blob | null> {
  if (stored === undefined || stored instanceof Blob) return stored ?? null;
  if ((await stored.queryPermission?.({ mode: 'read' })) === 'prompt') throw new ReadingNotAllowedError('This browser asks before the file is read again.');
  return stored.getFile();
}

declare global {
  /** Chromium's own part of the File System API, which the DOM types leave out. */
  interface FileSystemFileHandle {
    readonly queryPermission?: (wanted: { readonly mode: 'read' }) => Promise<PermissionState>;
    readonly requestPermission?: (wanted: { readonly mode: 'read' }) => Promise<PermissionState>;
  }
}
