import { fileTypeFromBlob, fileTypeFromBuffer } from 'file-type';
import type { FileFacts } from '#src/jobs-api/choose-task-type.ts';

// As much as the library looks at for nearly every format. One read of it is many times quicker than its own small ones.
const HEAD_BYTES = 4_100;

/** What a file's first bytes say it is; null when they match nothing known. Throws when they cannot be read. */
export async function sniff(file: Blob): Promise<FileFacts['content']> {
  const head = await file.slice(0, HEAD_BYTES).arrayBuffer();
  const found = await identify(() => fileTypeFromBuffer(head));
  // A signature may lie behind a long tag, as in some MP3 files.
  return found ?? (file.size > HEAD_BYTES ? identify(() => fileTypeFromBlob(file)) : null);
}

// Damaged files make the library throw: they match nothing.
async function identify(look: () => ReturnType<typeof fileTypeFromBuffer>): Promise<FileFacts['content']> {
  const found = await look().catch(() => undefined);
  return found ? { mime: found.mime, extension: found.ext } : null;
}
