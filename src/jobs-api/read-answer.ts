import { ProtocolError } from './errors.ts';
import { takePasses } from './relay.ts';

/** Bytes of the largest JSON that is read: ten times what a detail with boxes for half an hour of video has. */
const MOST_BYTES = 16 * 1024 ** 2;
/** Bytes of an error's body: what explains a failure stands at its start. */
const MOST_ERROR_BYTES = 64 * 1024;
const DEEPEST = 100;

/**
 * Reads an answer as JSON. What is larger than 16 MiB or nested more than 100 deep is not parsed at all: it would hold
 * up the page, or break what walks through it later. Passes that the relay added are noted and taken off.
 * @throws ProtocolError when it is that, or no JSON.
 */
export async function readJsonAnswer(response: Response): Promise<unknown> {
  const { text, complete } = await readText(response, MOST_BYTES);
  if (!complete) throw new ProtocolError('The answer is larger than the 16 MiB that this page reads.', text.slice(0, 2_000));
  if (isTooDeep(text)) throw new ProtocolError(`The answer is nested more than ${DEEPEST} deep.`, text.slice(0, 2_000));
  try {
    return takePasses(response, JSON.parse(text));
  } catch {
    throw new ProtocolError('The answer is not JSON.', text.slice(0, 2_000));
  }
}

/** Reads the first 64 KiB of an answer as text, and leaves the rest. */
export async function readShortText(response: Response): Promise<string> {
  return (await readText(response, MOST_ERROR_BYTES)).text;
}

async function readText(response: Response, mostBytes: number): Promise<{ text: string; complete: boolean }> {
  if (response.body === null) return { text: await response.text(), complete: true };
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const parts: string[] = [];
  // Counted as they arrive, unpacked: what is announced, or how small it was packed, says nothing.
  for (let bytes = 0; ; ) {
    const next = await reader.read();
    if (next.done) break;
    bytes += next.value.byteLength;
    parts.push(decoder.decode(next.value, { stream: true }));
    if (bytes <= mostBytes) continue;
    await reader.cancel();
    return { text: parts.join(''), complete: false };
  }
  return { text: parts.join('') + decoder.decode(), complete: true };
}

const QUOTE = 34;
const BACKSLASH = 92;

/** Counts brackets outside of strings, without building anything. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    // [ and {, then ] and }
    else if (code === 91 || code === 123) {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (code === 93 || code === 125) depth -= 1;
  }
  return false;
}
