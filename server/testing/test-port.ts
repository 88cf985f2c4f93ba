import { onTestFinished } from 'vitest';

import { listen, nodeListener } from '../http/listen.ts';
import { testApp } from './test-app.ts';

/** Serves the app in front of `apiUrl`, with a shared key, at a real port until the running test ends; gives the port. */
export async function startTestPort(apiUrl: string): Promise<number> {
  const call = testApp({ apiUrl, sharedKey: 'api_shared' });
  const listening = await listen(nodeListener((asked) => call(asked)), '127.0.0.1', 0);
  onTestFinished(() => listening.close(0));
  return listening.port;
}
