import { Agent, request } from 'node:http';

import type { Part } from '../lib/part.ts';
import { scaled } from '../lib/settings.ts';
import { median, quantile } from '../lib/statistics.ts';
import { openWays } from '../lib/ways.ts';

const REQUESTS = scaled(2000, 50);
const WARM_UP = scaled(500, 10);
const STRAIGHT = 'straight to the upstream';
const NGINX = 'nginx as the proxy';

/** One list request after the other, over one kept-alive connection. */
export const gatewayLatency: Part = {
  name: 'gateway-latency',
  title: 'GET /api/v1/jobs',
  ours: 'through the gateway',
  peers: [STRAIGHT, NGINX],
  metrics: {
    middle: { label: 'time, median', unit: 'ms', better: 'less' },
    late: { label: 'time, 95th percentile', unit: 'ms', better: 'less' },
  },
  goals: [{ metric: 'middle', peer: STRAIGHT, addedAtMost: 1 }],
  async open() {
    const ways = await openWays();
    return {
      async run(contestant) {
        const origin = contestant === STRAIGHT ? ways.straight : contestant === NGINX ? ways.nginx() : ways.gateway;
        const agent = new Agent({ keepAlive: true, maxSockets: 1 });
        try {
          const times: number[] = [];
          for (let index = 0; index < WARM_UP + REQUESTS; index += 1) times.push(await timeOne(`${origin}/api/v1/jobs?page=1&limit=100`, agent));
          const counted = times.slice(WARM_UP);
          return { middle: median(counted), late: quantile(counted, 0.95) };
        } finally {
          agent.destroy();
        }
      },
      close: ways.close,
    };
  },
};

/** ms until the whole answer is there. */
function timeOne(url: string, agent: Agent): Promise<number> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    request(url, { agent, headers: { authorization: 'Bearer api_bench' } }, (response) => {
      response.resume();
      response.once('end', () => (response.statusCode === 200 ? resolve(performance.now() - began) : reject(new Error(`the answer was ${response.statusCode}`))));
    })
      .once('error', reject)
      .end();
  });
}
