import { ProtocolError } from './errors.ts';
import { excessOf } from './json-bounds.ts';
import { quoteLargeIntegers } from './large-integers.ts';
import { takePasses } from './relay.ts';

/** Bytes of the largest JSON that is read: ten times what a detail with boxes for half an hour of video has. */
const MOST_BYTES = 16 * 1024 ** 2;
/** Bytes of an error's body: what explains a failure stands at its start. */
const MOST_ERROR_BYTES = 64 * 1024;
/** Half an hour of video with a box for each of three faces has 200,000 values. */
const BOUNDS = { depth: 100, values: 1_000_000 };
const TOO_MUCH = { depth: 'The answer is nested more than 100 deep.', values: 'The answer holds more than a million values.' };

/**
 * Reads an answer as JSON. What is larger than 16 MiB, nested more than 100 deep, or of more than a million values is not
 * parsed at all: it would hold up the page, or break what walks through it later. Integers too large for a number come as
 * strings, digit for digit: ids may be any. Passes that the relay added are noted and taken off.
 * @throws ProtocolError when it is that, or no JSON.
 */
export async function readJsonAnswer(response: Response): Promise<unknown> {
  const { text, complete } = await readText(response, MOST_BYTES);
  if (!complete) throw new ProtocolError('The answer is larger than the 16 MiB that this page reads.', text.slice(0, 2_000));
  const excess = excessOf(text, BOUNDS);
  if (excess !== null) throw new ProtocolError(TOO_MUCH[excess], text.slice(0, 2_000));
  try {
    return takePasses(response, JSON.parse(quoteLargeIntegers(text)));
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
