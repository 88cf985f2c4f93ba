import { createSHA256 } from 'hash-wasm';

// WebCrypto takes one buffer: a file of gigabytes has to be hashed as it streams by. Small ones are quicker in one go.
const STREAM_FROM_BYTES = 4 * 1024 ** 2;

self.addEventListener('message', ({ data }: MessageEvent<{ id: number; bytes: Blob }>) => void answer(data.id, data.bytes));

async function answer(id: number, bytes: Blob): Promise<void> {
  try {
    self.postMessage({ id, sha256: await sha256Of(bytes) });
  } catch {
    self.postMessage({ id, sha256: null });
  }
}

async function sha256Of(bytes: Blob): Promise<string> {
  if (bytes.size < STREAM_FROM_BYTES && isSecureContext) return hexOf(await crypto.subtle.digest('SHA-256', await bytes.arrayBuffer()));
  const hash = await createSHA256();
  for await (const chunk of bytes.stream()) hash.update(chunk);
  return hash.digest('hex');
}

function hexOf(digest: ArrayBuffer): string {
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
