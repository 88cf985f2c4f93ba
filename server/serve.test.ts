import { once } from 'node:events';
import { connect } from 'node:net';

import { afterEach, expect, test, vi } from 'vitest';

import { readConfig } from './config.ts';
import { serve } from './serve.ts';
import { startRawPlatform } from './testing/test-platform.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('an exchange that hangs gets 3 s to end, and the server has stopped before 5 s', async () => {
  const asked = Promise.withResolvers<undefined>();
  await using platform = await startRawPlatform(() => asked.resolve(undefined));
  const server = await serve(readConfig({ PORT: '0', AUTHENTA_API_URL: platform.url, AUTHENTA_API_KEY: 'api_k', SESSION_SECRET: 's'.repeat(32) }), { pages: () => new Response('page') });
  const { hostname, port } = new URL(server.url);
  const hanging = connect(Number(port), hostname);
  hanging.on('error', () => {});
  hanging.write('GET /api/v1/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  await asked.promise;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const cut = once(hanging, 'close');
  const closing = server.close();
  await vi.advanceTimersByTimeAsync(2_999);
  expect(hanging.closed).toBe(false);
  await vi.advanceTimersByTimeAsync(2_000);
  await closing;
  await cut;
});
