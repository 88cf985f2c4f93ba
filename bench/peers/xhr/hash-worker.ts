// The SHA-256 of a file as it streams by. WebCrypto takes one buffer, which a gigabyte should not be.
import { createSHA256 } from 'hash-wasm';

addEventListener('message', async ({ data }: MessageEvent<Blob>) => {
  const hash = await createSHA256();
  for await (const chunk of data.stream()) hash.update(chunk);
  postMessage(hash.digest('hex'));
});
