import type { JobReads } from '#src/jobs-api/client.ts';

/**
 * Whether storage holds a slot's bytes, by the job's own detail: where that gives a link to the uploaded file (wire format,
 * section 5.2), the link's answer tells its size. False when no answer tells; never throws but for the signal's reason.
 * @param sizeBytes what was sent; a file of another size is not it
 */
export async function isStored(api: Pick<JobReads, 'getJob' | 'downloadArtifact'>, jobId: string, slotName: string, sizeBytes: number, signal: AbortSignal): Promise<boolean> {
  try {
    const { artifacts } = await api.getJob(jobId, signal);
    const url = artifacts.find((artifact) => artifact.kind === 'input' && artifact.slotName === slotName)?.downloadUrl ?? null;
    if (url === null) return false;
    const answer = await api.downloadArtifact(url, signal);
    // Only the size is wanted: the bytes are here already.
    await answer.body?.cancel();
    return Number(answer.headers.get('content-length') ?? Number.NaN) === sizeBytes;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}
