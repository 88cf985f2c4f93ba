import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny';

/** How long a recording or video lasts, in seconds; null when the file cannot be read as one. */
export async function durationOf(path: string): Promise<number | null> {
  using input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(path, { handleUnhandledError: () => {} }) });
  // The file is closed on return: not before the answer is there.
  return await input.computeDuration().catch(() => null);
}
