import { expect, test } from 'vitest';

import { GatewayTarget } from './gateway-target.ts';

/** What each of them found, or a choice of all there is. */
const SEEDS = [1_481_411_226, 1_481_411_227, 914_348_360, 914_348_362, 914_348_375, 914_348_382, 1_578_075_940, 1_578_075_972, 164_093_531, 164_093_541, 164_093_573, 164_093_648, 7, 8, 9];

test('a running gateway keeps the rules under fixed seeds', async () => {
  const target = await GatewayTarget.start();
  try {
    for (const seed of SEEDS) {
      const { violations, requests } = await target.run(seed);
      expect(requests).toBeGreaterThan(0);
      expect(violations, `seed ${seed}`).toEqual([]);
    }
  } finally {
    await target.stop();
  }
});
