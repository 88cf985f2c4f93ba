import { createSHA256 } from 'hash-wasm';
import type { HashPiece } from './hasher.ts';
import { sha256Of } from './sha256.ts';
import { answerCalls } from '#src/lib/worker-rpc.ts';

// WebCrypto takes one buffer: what comes in pieces is hashed as it streams by. What is one piece is quicker in one go.
let hash: Awaited<ReturnType<typeof createSHA256>> | null = null;

answerCalls(take);

/** The digest of all pieces since the first one, with the last one; null before. */
async function take({ bytes, isFirst, isLast }: HashPiece): Promise<string | null> {
  if (isFirst && isLast && isSecureContext) return sha256Of(await bytes.arrayBuffer());
  hash ??= await createSHA256();
  if (isFirst) hash.init();
  for await (const chunk of bytes.stream()) hash.update(chunk);
  return isLast ? hash.digest('hex') : null;
}
