// `npm run fuzz -- [minutes] [--seed N]`: made-up requests to a running gateway, and made-up answers of the platform
// and the storage behind it, to the gateway and to a real page. Each scenario comes from one seed; `--seed N` plays that one again.
import { parseArgs } from 'node:util';

import { fuzzGateway } from './fuzz/gateway-run.ts';
import { fuzzPage } from './fuzz/page-run.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' } } });
const minutes = Number(positionals[0] ?? 10);
const seed = values.seed === undefined ? null : Number(values.seed);

function* countFrom(first: number): Generator<number> {
  for (let next = first; ; next += 1) yield next;
}

const first = Math.floor(Math.random() * 2 ** 31);
const seeds = (): Iterable<number> => (seed === null ? countFrom(first) : [seed]);
console.log(seed === null ? `Seeds from ${first} on, for ${minutes} min: half of it for the gateway, half for the page` : `Seed ${seed}`);
const inMinutes = (share: number): number => Date.now() + minutes * share * 60_000;
const gateway = await fuzzGateway(seeds(), inMinutes(0.5));
const page = await fuzzPage(seeds(), inMinutes(0.5));
process.exitCode = gateway && page ? 0 : 1;
