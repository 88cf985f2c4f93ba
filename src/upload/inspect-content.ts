import type { FileFacts } from '#src/jobs-api/choose-task-type.ts';

// As much as the library looks at for nearly every format. One read of it is many times quicker than its own small ones.
const HEAD_BYTES = 4_100;

/**
 * What a file's first bytes say it is; null when they match nothing known or cannot be read.
 * The library that knows the signatures is loaded with the first file, not with the page.
 */
export async function inspectContent(file: Blob): Promise<FileFacts['content']> {
  const { fileTypeFromBlob, fileTypeFromBuffer } = await import('file-type');
  try {
    const head = await fileTypeFromBuffer(await file.slice(0, HEAD_BYTES).arrayBuffer());
    // A signature may lie behind a long tag, as in some MP3 files.
    const found = head ?? (file.size > HEAD_BYTES ? await fileTypeFromBlob(file) : undefined);
    return found ? { mime: found.mime, extension: found.ext } : null;
  } catch {
    return null;
  }
}
