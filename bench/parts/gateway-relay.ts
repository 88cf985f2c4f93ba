import * as z from 'zod/mini';

import { runCommand } from '../lib/command.ts';
import { fileShelf, writeMedia } from '../lib/files.ts';
import type { Part, Sample } from '../lib/part.ts';
import { MIB, scaled } from '../lib/settings.ts';
import { openWays, type Ways } from '../lib/ways.ts';

const SIZE = scaled(1024 * MIB, 4 * MIB);
const OBJECT = '/media/1/original';
const STRAIGHT = 'straight to the storage';
const NGINX = 'nginx as the proxy';

/** An upload that streams through the server to storage, as curl sends it. */
export const gatewayRelay: Part = {
  name: 'gateway-relay',
  title: 'A 1 GiB relay',
  ours: 'through the gateway',
  peers: [STRAIGHT, NGINX],
  metrics: { speed: { label: 'throughput', unit: 'MiB/s', better: 'more' } },
  goals: [{ metric: 'speed', peer: NGINX, ratioAtLeast: 0.8 }],
  async open() {
    const ways = await openWays();
    const shelf = fileShelf();
    const path = writeMedia(shelf.folder, 'long interview.mp4', 'clip.mp4', SIZE);
    const send = async (target: string, ...headers: readonly string[]): Promise<Sample> => {
      const lines = ['Content-Type: video/mp4', 'Expect:', ...headers].flatMap((header) => ['-H', header]);
      const { seconds } = await runCommand('curl', ['-sS', '--fail', '-o', '/dev/null', '-T', path, ...lines, target]);
      return { speed: SIZE / MIB / seconds };
    };
    return {
      async run(contestant) {
        if (contestant === STRAIGHT) return send(ways.straight + OBJECT);
        if (contestant === NGINX) return send(ways.nginx() + OBJECT);
        const { address, cookie } = await relayOf(ways);
        return send(address, `Cookie: ${cookie}`);
      },
      async close() {
        shelf.remove();
        await ways.close();
      },
    };
  },
};

const offer = z.object({ assayRelay: z.optional(z.record(z.string(), z.string())) });

/** The address of the relay that the gateway offers for the presigned one of a new job, and the sign-in it is for. */
async function relayOf({ gateway }: Ways): Promise<{ address: string; cookie: string }> {
  const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    fetch(gateway + path, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) });
  const signedIn = await post('/api/session', { apiKey: 'api_bench' });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const created = await post('/api/v1/jobs?taskTypeId=3', { inputs: [] }, { Cookie: cookie });
  const [pass] = Object.values(offer.parse(await created.json()).assayRelay ?? {});
  if (pass === undefined) throw new Error('the gateway offers no relay');
  return { address: `${gateway}/api/relay/${pass}`, cookie };
}
