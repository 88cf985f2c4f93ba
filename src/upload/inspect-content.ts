import type { FileFacts } from '#src/jobs-api/choose-task-type.ts';

/**
 * What a file's first bytes say it is; null when they match nothing known or cannot be read.
 * The library that knows the signatures is loaded with the first file, not with the page.
 */
export async function inspectContent(file: Blob): Promise<FileFacts['content']> {
  const { fileTypeFromBlob } = await import('file-type');
  try {
    const found = await fileTypeFromBlob(file);
    return found ? { mime: found.mime, extension: found.ext } : null;
  } catch {
    return null;
  }
}
