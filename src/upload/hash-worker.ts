import { createSHA256 } from 'hash-wasm';
import { sha256Of } from './sha256.ts';
import { answerCalls } from './worker-calls.ts';

// WebCrypto takes one buffer: a file of gigabytes has to be hashed as it streams by. Small ones are quicker in one go.
const STREAM_FROM_BYTES = 4 * 1024 ** 2;

answerCalls(hashOf);

async function hashOf(bytes: Blob): Promise<string> {
  if (bytes.size < STREAM_FROM_BYTES && isSecureContext) return sha256Of(await bytes.arrayBuffer());
  const hash = await createSHA256();
  for await (const chunk of bytes.stream()) hash.update(chunk);
  return hash.digest('hex');
}
