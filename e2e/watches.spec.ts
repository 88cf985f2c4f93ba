// The watches guard every other test, so they are shown here to see what they are there to see.
import { createServer, type Server } from 'node:http';

import { expect, test as base } from '@playwright/test';

import { ConsoleWatch } from './console-watch.ts';
import { CredentialWatch } from './credential-watch.ts';

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address to listen on');
  return `http://127.0.0.1:${address.port}`;
}

const test = base.extend<{ site: string; elsewhere: string }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
  site: async ({}, use) => {
    const server = createServer((request, response) => {
      const status = request.url === '/gone' ? 404 : 200;
      response.writeHead(status, { 'Content-Type': 'text/html', 'Set-Cookie': 'session=1; Path=/api/' }).end('<link rel="icon" href="data:,">');
    });
    await use(await listen(server));
    server.close();
  },
  // oxlint-disable-next-line no-empty-pattern -- as above
  elsewhere: async ({}, use) => {
    const headers = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*', 'Access-Control-Allow-Methods': '*' };
    const server = createServer((request, response) => {
      request.resume().once('end', () => response.writeHead(200, headers).end());
    });
    await use(await listen(server));
    server.close();
  },
});

test('the console watch reports errors, warnings and uncaught errors, and lets announced ones pass', async ({ page, context, site }) => {
  const watch = new ConsoleWatch(context);
  await page.goto(site);
  await page.evaluate('console.error("bad"); console.warn("odd"); console.log("fine"); setTimeout(() => { throw new Error("thrown") })');
  await page.evaluate('Promise.allSettled([fetch("/gone"), fetch("http://127.0.0.1:1/", { mode: "no-cors" })])');
  await expect.poll(() => watch.unexpected().length).toBe(5);
  watch.expectHttpErrors([404]);
  watch.expectNetworkErrors();
  expect(watch.unexpected().join('\n')).toMatch(/bad[^]*odd[^]*thrown/);
  expect(watch.unexpected()).toHaveLength(3);
});

test('the credential watch reports a key in a header, an address or a body, and nothing else', async ({ page, context, site, elsewhere }) => {
  const watch = new CredentialWatch(context);
  await page.goto(site);
  const get = (url: string, init = '{}') => page.evaluate(`fetch(${JSON.stringify(url)}, ${init}).then((answer) => answer.text())`);
  await get(`${site}/api/v1/jobs`, '{ headers: { Authorization: "Bearer api_mine" } }');
  await get(`${elsewhere}/bytes`, '{ method: "PUT", body: "a picture" }');
  expect(await watch.leaks(site)).toEqual([]);

  await get(`${elsewhere}/one`, '{ headers: { Authorization: "Bearer mine" } }');
  await get(`${elsewhere}/two?key=api_mine`);
  await get(`${elsewhere}/three`, '{ method: "PUT", body: "api_mine" }');
  const leaks = await watch.leaks(site);
  expect(new Set(leaks.map((text) => /\/(one|two|three)/.exec(text)?.[1]))).toEqual(new Set(['one', 'two', 'three']));
  expect(leaks).toHaveLength(3);
});
