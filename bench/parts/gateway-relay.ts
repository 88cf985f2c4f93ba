import * as z from 'zod/mini';

import { runCommand } from '../lib/command.ts';
import { fileShelf, writeMedia } from '../lib/files.ts';
import type { Part } from '../lib/part.ts';
import { MIB, scaled } from '../lib/settings.ts';
import { openWays, type Ways } from '../lib/ways.ts';

const SIZE = scaled(1024 * MIB, 4 * MIB);
const KEY = 'Authorization: Bearer api_bench';
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
    return {
      async run(contestant) {
        const target = contestant === STRAIGHT ? `${ways.straight}/media/1/original` : contestant === NGINX ? `${ways.nginx()}/media/1/original` : await relayOf(ways);
        const { seconds } = await runCommand('curl', ['-sS', '--fail', '-o', '/dev/null', '-T', path, '-H', KEY, '-H', 'Content-Type: video/mp4', '-H', 'Expect:', target]);
        return { speed: SIZE / MIB / seconds };
      },
      async close() {
        shelf.remove();
        await ways.close();
      },
    };
  },
};

const offer = z.object({ assayRelay: z.optional(z.record(z.string(), z.string())) });

/** The address of the relay that the gateway offers for the presigned one of a new job. */
async function relayOf({ gateway }: Ways): Promise<string> {
  const response = await fetch(`${gateway}/api/v1/jobs?taskTypeId=3`, { method: 'POST', headers: { Authorization: 'Bearer api_bench', 'Content-Type': 'application/json' }, body: '{"inputs":[]}' });
  const [pass] = Object.values(offer.parse(await response.json()).assayRelay ?? {});
  if (pass === undefined) throw new Error('the gateway offers no relay');
  return `${gateway}/api/relay/${pass}`;
}
