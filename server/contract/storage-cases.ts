import { expect, test } from 'vitest';

import type { ContractClient } from './contract-client.ts';
import { media } from './media.ts';

const photo = media('photo.jpg');
const HOUR = 3_600_000;

/**
 * Presigned URLs and the storage behind them: what opens them and what does not, declared size and type, CORS, ranges. Storage
 * speaks no vocabulary (its errors are XML), so that the addresses of each vocabulary must behave alike.
 */
export function storageCases(client: () => ContractClient): void {
  const fetchUrl = (url: string, init?: RequestInit) => client().subject.fetch(url, init);
  const mismatch = [403, ['SignatureDoesNotMatch', expect.any(String)]];

  test('a URL opens one slot for one method until its time, and only as signed', async () => {
    const job = await client().create(8, [photo, photo], { isSimilarityCheck: true });
    const other = await client().create(1, [photo]);
    const url = job.uploadUrl('original');
    const { search } = new URL(url);
    const foreign = [job.uploadUrl('reference'), other.uploadUrl('original')].map((each) => each.split('?')[0] + search);
    for (const wrong of [...foreign, url.replace(/expires=\d/, 'expires=9'), url.replace(/.$/, (end) => (end === '0' ? '1' : '0')), url.replace(/signature=\w+/, 'signature=x')]) {
      expect(await refusal(await client().put(wrong, photo))).toEqual(mismatch);
    }
    expect(await refusal(await fetchUrl(url))).toEqual(mismatch);
    expect(await refusal(await client().put(url.split('?')[0] ?? '', photo))).toEqual([403, ['AccessDenied', 'Access Denied']]);
    expect(await refusal(await fetchUrl(url, { method: 'DELETE' }))).toEqual([405, ['MethodNotAllowed', expect.any(String)]]);
    client().subject.advance(HOUR - 5000);
    expect((await client().put(url, photo)).status).toBe(200);
    client().subject.advance(10_000);
    expect(await refusal(await client().put(url, photo))).toEqual([403, ['AccessDenied', 'Request has expired']]);
  });

  test('no key opens the storage, and none is asked for', async () => {
    const { id } = await client().create(1, [photo]);
    const headers = { authorization: 'Bearer api_sandbox' };
    const answer = await fetchUrl(`${client().subject.storageOrigin}/media/${id}/inputs/original`, { headers });
    expect(await refusal(answer)).toEqual([403, ['AccessDenied', 'Access Denied']]);
  });

  test('only the declared bytes are taken', async () => {
    const job = await client().create(1, [photo]);
    const url = job.uploadUrl('original');
    for (const headers of [{ 'content-type': 'image/png' }, { 'content-type': '' }] as Record<string, string>[]) {
      expect(await refusal(await client().put(url, photo, { headers }))).toEqual(mismatch);
    }
    const longer = Buffer.concat([photo.bytes, Buffer.from('x')]);
    expect(await refusal(await client().put(url, photo, { body: longer }))).toEqual([400, ['EntityTooLarge', expect.any(String)]]);
    expect(await refusal(await client().put(url, photo, { body: photo.bytes.subarray(1) }))).toEqual([400, ['IncompleteBody', expect.any(String)]]);
    expect((await client().call('POST', `/jobs/${job.id}/finalize`)).status).toBe(400);
    const stored = await client().put(url, photo);
    expect([stored.status, await stored.text()]).toEqual([200, '']);
    expect(stored.headers.get('etag')).toMatch(/^"\w+"$/);
  });

  test('a body of unknown length is counted as it comes', async () => {
    const job = await client().create(1, [photo]);
    const send = (...parts: Buffer[]) => client().put(job.uploadUrl('original'), photo, { body: ReadableStream.from(parts), duplex: 'half' });
    expect(await refusal(await send(photo.bytes, photo.bytes))).toEqual([400, ['EntityTooLarge', expect.any(String)]]);
    expect(await refusal(await send(photo.bytes.subarray(0, 99)))).toEqual([400, ['IncompleteBody', expect.any(String)]]);
    expect((await send(photo.bytes.subarray(0, 99), photo.bytes.subarray(99))).status).toBe(200);
  });

  test('a second upload takes the place of the first until finalize, and none is taken after it', async () => {
    const job = await client().upload(1, [{ ...photo, bytes: Buffer.alloc(photo.bytes.length) }]);
    expect((await client().put(job.uploadUrl('original'), photo)).status).toBe(200);
    await client().call('POST', `/jobs/${job.id}/finalize`);
    expect(await refusal(await client().put(job.uploadUrl('original'), photo))).toEqual([403, ['AccessDenied', expect.any(String)]]);
    const url = await inputUrl(client(), job.id);
    expect((await client().download(url)).bytes.equals(photo.bytes)).toBe(true);
  });

  test('media is given back as it came, whole or in part', async () => {
    const { id } = await client().upload(2, [media('tone.mp3')]);
    const { bytes } = media('tone.mp3');
    const url = await inputUrl(client(), id);
    const whole = await fetchUrl(url);
    expect(Object.fromEntries(['content-type', 'content-length', 'accept-ranges'].map((name) => [name, whole.headers.get(name)]))).toEqual({
      'content-type': 'audio/mpeg', 'content-length': String(bytes.length), 'accept-ranges': 'bytes',
    });
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
    const last = bytes.length - 1;
    for (const [range, from, to] of [['bytes=0-99', 0, 99], ['bytes=1000-', 1000, last], ['bytes=-10', last - 9, last], ['bytes=5-99999999', 5, last]] as const) {
      const part = await fetchUrl(url, { headers: { range } });
      expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes ${from}-${to}/${bytes.length}`]);
      expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(from, to + 1))).toBe(true);
    }
    const beyond = await fetchUrl(url, { headers: { range: `bytes=${bytes.length}-` } });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
    const head = await fetchUrl(url, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, String(bytes.length), '']);
  });

  test('a page of an allowed origin may upload and read, and may not send a credential along', async () => {
    const url = (await client().create(1, [photo])).uploadUrl('original');
    const preflight = (origin: string, headers: string) =>
      fetchUrl(url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': headers } });
    const allowed = await preflight('http://app.test', 'content-type');
    expect(allowed.status).toBe(200);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('http://app.test');
    expect(allowed.headers.get('access-control-allow-methods')).toContain('PUT');
    expect(allowed.headers.get('access-control-allow-headers')).toContain('content-type');
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    for (const refused of [await preflight('http://evil.test', 'content-type'), await preflight('http://app.test', 'authorization,content-type')]) {
      expect(refused.status).toBe(403);
      expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    }
    const headers = { 'content-type': photo.contentType, origin: 'http://app.test' };
    const stored = await client().put(url, photo, { headers });
    expect(stored.headers.get('access-control-allow-origin')).toBe('http://app.test');
    expect(stored.headers.get('access-control-expose-headers')).toContain('ETag');
    const failed = await client().put(url.split('?')[0] ?? '', photo, { headers });
    expect([failed.status, failed.headers.get('access-control-allow-origin')]).toEqual([403, 'http://app.test']);
  });
}

/** Status, code and message of an S3-style error. */
async function refusal(answer: Response) {
  expect(answer.headers.get('content-type')).toBe('application/xml');
  return [answer.status, /<Code>(\w+)<\/Code><Message>([^<]+)</.exec(await answer.text())?.slice(1)];
}

async function inputUrl(client: ContractClient, id: number): Promise<string> {
  const [input] = await client.artifacts(id, 'input');
  return String(input?.['downloadUrl']);
}
