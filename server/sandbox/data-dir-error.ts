/** Why a data folder cannot be used; the message is a clause that follows "DATA_DIR is …: ". */
export class DataDirError extends Error {
  override readonly name = 'DataDirError';
}

const BY_ERRNO: Readonly<Record<string, string>> = {
  EACCES: 'this user may not read and write there',
  EPERM: 'this user may not read and write there',
  EROFS: 'the disk is mounted read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: "this user's share of the disk is used up",
  ELOOP: 'its links lead in a circle',
  ENOTDIR: 'it must be a folder, and a part of this path is a file',
  EEXIST: 'it must be a folder, and there is something else of this name, such as a link that leads nowhere',
  ENOENT: 'no folder can be made there',
  ENAMETOOLONG: 'the name is too long',
  EIO: 'the disk fails to read or write',
};

/** By SQLite's primary result codes. */
const BY_SQLITE_CODE: Readonly<Record<number, string>> = {
  5: 'its database sandbox.sqlite is locked by another program: end that one first',
  6: 'its database sandbox.sqlite is locked by another program: end that one first',
  8: 'its database sandbox.sqlite cannot be written by this user',
  10: 'the disk fails to read or write its database sandbox.sqlite',
  11: 'its database sandbox.sqlite is damaged: put a backup in its place, or move it away to start anew',
  13: 'the disk is full',
  14: 'its database sandbox.sqlite cannot be opened by this user',
  26: 'its database sandbox.sqlite is damaged: put a backup in its place, or move it away to start anew',
};

/**
 * Runs what opens a data folder.
 * @throws {DataDirError} in place of an error of the file system or of SQLite; any other error as it is.
 */
export function explainDataDirErrors<T>(open: () => T): T {
  try {
    return open();
  } catch (error) {
    const cause = causeOf(error);
    throw cause === null ? error : new DataDirError(cause, { cause: error });
  }
}

function causeOf(error: unknown): string | null {
  if (!(error instanceof Error) || error instanceof DataDirError) return null;
  if ('errcode' in error && typeof error.errcode === 'number') return BY_SQLITE_CODE[error.errcode & 0xff] ?? `its database sandbox.sqlite cannot be used (${error.message})`;
  if ('code' in error && 'syscall' in error && typeof error.code === 'string') return BY_ERRNO[error.code] ?? error.message;
  return null;
}
