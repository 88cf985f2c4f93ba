import { expect, test } from '@playwright/test';

import { PageTarget } from '../scripts/fuzz/page-target.ts';

const SEEDS = [11, 12, 13];

test('whatever the platform and the storage answer, none of it runs in the app, and no page stays blank', { tag: '@slow' }, async () => {
  test.setTimeout(240_000);
  const target = await PageTarget.start();
  try {
    for (const seed of SEEDS) expect(await target.run(seed), `seed ${seed}`).toEqual([]);
  } finally {
    await target.stop();
  }
});
