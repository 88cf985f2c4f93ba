import type { Inspection } from './inspect-content.ts';
import { sha256Of } from './sha256.ts';
import { sniff, sniffWhole } from './sniff.ts';
import { answerCalls } from '#src/lib/worker-rpc.ts';

// Each read of a file costs more than the bytes of a small one: it is read once for everything.
const WHOLE_UP_TO_BYTES = 1024 ** 2;

answerCalls(inspect);

async function inspect(file: Blob): Promise<Omit<Inspection, 'pageCount'>> {
  if (file.size > WHOLE_UP_TO_BYTES || !isSecureContext) return { content: await sniff(file), sha256: null };
  const bytes = await file.arrayBuffer();
  const [content, sha256] = await Promise.all([sniffWhole(bytes), sha256Of(bytes)]);
  return { content, sha256 };
}
