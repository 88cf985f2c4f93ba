import { askWorker, readingLimitMs } from '#src/lib/one-shot-worker.ts';
import type { ContainerFacts, CredentialFacts, MetadataFacts, Part, Provenance } from './provenance.ts';

/**
 * Reads what a file says of itself, each part in a worker of its own that is stopped when it takes too long; nothing
 * leaves this browser.
 * @param bytes with their content type
 * @throws the signal's reason when aborted, and nothing else
 */
export async function readProvenance(bytes: Blob, signal?: AbortSignal): Promise<Provenance> {
  const limits = { limitMs: readingLimitMs(bytes.size), signal };
  const [credentials, metadata, container] = await Promise.all([
    part(askWorker<Part<CredentialFacts>>(startCredentials, bytes, limits)),
    part(askWorker<Part<MetadataFacts>>(startMetadata, bytes, limits)),
    part(askWorker<Part<ContainerFacts>>(startContainer, bytes, limits)),
  ]);
  signal?.throwIfAborted();
  return { version: 1, readAt: Date.now(), credentials, metadata, container };
}

/** How long the container of a file behind a link may take, ms: the network is in it. */
const LINK_LIMIT_MS = 30_000;

/**
 * The container's facts alone; from a link, no more of the file is fetched than that takes.
 * @throws an Error whose message says why there are none
 */
export async function readContainer(source: string | (() => Promise<Blob>), signal: AbortSignal): Promise<ContainerFacts> {
  const bytes = typeof source === 'string' ? source : await source();
  const limitMs = typeof bytes === 'string' ? LINK_LIMIT_MS : readingLimitMs(bytes.size);
  const found = await askWorker<Part<ContainerFacts>>(startContainer, bytes, { limitMs, signal });
  if (found.state === 'found') return found.facts;
  throw new Error(found.state === 'failed' ? found.why : 'It is no recording.');
}

async function part<Facts>(reading: Promise<Part<Facts>>): Promise<Part<Facts>> {
  try {
    return await reading;
  } catch (error) {
    return { state: 'failed', why: error instanceof Error ? error.message : String(error) };
  }
}

const startCredentials = () => new Worker(new URL('./credentials-worker.ts', import.meta.url), { type: 'module' });
const startMetadata = () => new Worker(new URL('./metadata-worker.ts', import.meta.url), { type: 'module' });
const startContainer = () => new Worker(new URL('./container-worker.ts', import.meta.url), { type: 'module' });
