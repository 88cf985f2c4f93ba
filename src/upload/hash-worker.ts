import { createSHA256 } from 'hash-wasm';
import { answerCalls } from './worker-calls.ts';

// WebCrypto takes one buffer: a file of gigabytes has to be hashed as it streams by. Small ones are quicker in one go.
const STREAM_FROM_BYTES = 4 * 1024 ** 2;

answerCalls(sha256Of);

async function sha256Of(bytes: Blob): Promise<string> {
  if (bytes.size < STREAM_FROM_BYTES && isSecureContext) return hexOf(await crypto.subtle.digest('SHA-256', await bytes.arrayBuffer()));
  const hash = await createSHA256();
  for await (const chunk of bytes.stream()) hash.update(chunk);
  return hash.digest('hex');
}

function hexOf(digest: ArrayBuffer): string {
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
