import type { Page } from '@playwright/test';

import { routeApi } from './api-route.ts';

/** Fields of a job's detail that a test replaces. */
export interface DetailChanges {
  /** Laid over the result's own fields; a field that is undefined is taken away. */
  readonly result?: Readonly<Record<string, unknown>>;
  /** Laid over each artifact of kind `input`. */
  readonly input?: Readonly<Record<string, unknown>>;
}

/** Lets the server answer for a job and changes what it says of the result and of the files. */
export async function changeDetail(page: Page, { result = {}, input = {} }: DetailChanges): Promise<void> {
  await routeApi(page, 'detail', async (route) => {
    const response = await route.fetch();
    const detail: Record<string, unknown> & { artifacts?: Record<string, unknown>[] } = await response.json();
    const artifacts = detail.artifacts?.map((artifact) => (artifact['kind'] === 'input' ? { ...artifact, ...input } : artifact));
    const merged = { ...(typeof detail['result'] === 'object' ? detail['result'] : {}), ...result };
    await route.fulfill({ response, json: { ...detail, artifacts, result: merged } });
  });
}

/** Answers `/test-media/<name>` on the app's own origin with these bytes, and gives the address. */
export async function serveMedia(page: Page, origin: string, name: string, bytes: Buffer, contentType: string): Promise<string> {
  const url = `${origin}/test-media/${name}`;
  await page.route(url, (route) => route.fulfill({ body: bytes, contentType }));
  return url;
}
