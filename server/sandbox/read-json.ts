import { ApiProblem, invalid } from './errors.ts';

/** The longest body the API reads. */
const MAX_BODY_BYTES = 1024 ** 2;

/** Reads a JSON body. @throws {ApiProblem} 413 when it is longer than 1 MiB, 400 when it is no JSON or breaks off. */
export async function readJson(request: Request): Promise<unknown> {
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('The body is not valid JSON.', 'INVALID_JSON');
  }
}

/** Refuses a body that is announced as too long, for calls that take none. @throws {ApiProblem} 413. */
export function refuseLongBody(request: Request): void {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLong();
}

async function readText(request: Request): Promise<string> {
  refuseLongBody(request);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) throw tooLong();
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof ApiProblem) throw error;
    throw invalid('The body broke off.', 'INVALID_JSON');
  }
  return Buffer.concat(chunks).toString('utf8');
}

function tooLong(): ApiProblem {
  return new ApiProblem(413, 'PAYLOAD_TOO_LARGE', `The body is longer than ${MAX_BODY_BYTES} bytes.`);
}
