import { createSHA256 } from 'hash-wasm';

// WebCrypto takes one buffer: a file of gigabytes has to be hashed as it streams by.
self.addEventListener('message', ({ data }: MessageEvent<{ id: number; bytes: Blob }>) => void answer(data.id, data.bytes));

async function answer(id: number, bytes: Blob): Promise<void> {
  try {
    self.postMessage({ id, sha256: await sha256Of(bytes) });
  } catch {
    self.postMessage({ id, sha256: null });
  }
}

async function sha256Of(bytes: Blob): Promise<string> {
  const hash = await createSHA256();
  for await (const chunk of bytes.stream()) hash.update(chunk);
  return hash.digest('hex');
}
