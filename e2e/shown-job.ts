import type { Page } from '@playwright/test';
import { z } from 'zod';

import { routeApi } from './api-route.ts';

const fields = z.record(z.string(), z.unknown());
const detailShape = z.looseObject({ artifacts: z.array(fields), inputs: z.array(fields), result: fields });

/** Fields of a job's detail that a test replaces. */
export interface DetailChanges {
  /** Laid over the result's own fields. */
  readonly result?: Readonly<Record<string, unknown>>;
  /** Laid over each artifact of kind `input`; a function is asked at each answer. */
  readonly artifact?: Readonly<Record<string, unknown>> | (() => Readonly<Record<string, unknown>>);
  readonly fileName?: string;
}

/** Lets the server answer for a job and changes what it says of the result and of the files. */
export async function changeDetail(page: Page, { result = {}, artifact = {}, fileName }: DetailChanges): Promise<void> {
  await routeApi(page, 'detail', async (route) => {
    // The sandbox takes a browser by its Fetch Metadata, which a request that is sent on does not bear.
    const answer = await fetch(route.request().url(), { headers: { Authorization: 'Bearer api_sandbox' } });
    const detail = detailShape.parse(await answer.json());
    // Without its artifact the inline result is the whole one, so what is laid over it counts.
    const artifacts = detail.artifacts.filter((entry) => entry['kind'] !== 'result').map((entry) => (entry['kind'] === 'input' ? { ...entry, ...(typeof artifact === 'function' ? artifact() : artifact) } : entry));
    const inputs = detail.inputs.map((input) => (fileName === undefined ? input : { ...input, fileName }));
    await route.fulfill({ json: { ...detail, artifacts, inputs, result: { ...detail.result, ...result } } });
  });
}

const sessionShape = z.object({ storageOrigins: z.tuple([z.url()], z.string()) });

/**
 * Answers `/test-media/<name>` at the sandbox's storage with these bytes, or the part that is asked for; gives the address.
 * At the app's own origin, a link of a job is not followed.
 * @param appUrl of the app, in sandbox mode
 */
export async function serveMedia(page: Page, appUrl: string, name: string, bytes: Buffer, contentType: string): Promise<string> {
  const { storageOrigins: [storage] } = sessionShape.parse(await (await page.request.get(`${appUrl}/api/session`)).json());
  const url = `${storage}/test-media/${name}`;
  const anyOrigin = { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' };
  await page.route(url, (route) => {
    const [, first = '', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(route.request().headers()['range'] ?? '') ?? [];
    const from = Number(first);
    if (first === '' || from >= bytes.length) return route.fulfill({ body: bytes, contentType, headers: anyOrigin });
    const to = last === '' ? bytes.length - 1 : Math.min(Number(last), bytes.length - 1);
    return route.fulfill({ status: 206, body: bytes.subarray(from, to + 1), contentType, headers: { ...anyOrigin, 'accept-ranges': 'bytes', 'content-range': `bytes ${from}-${to}/${bytes.length}` } });
  });
  return url;
}
