// @vitest-environment node
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createUploadEngine } from './engine.ts';
import { createFakeClock, settle } from './testing/fake-clock.ts';
import { testItem } from './testing/items.ts';
import { createModelDisk } from './testing/model-disk.ts';
import { noActionLog } from '#src/jobs-api/action-log.ts';
import { createJobCommands } from '#src/jobs-api/job-commands.ts';
import { createKeyedMutex } from '#src/jobs-api/keyed-mutex.ts';
import { createModelPlatform, type Fault } from './testing/model-platform.ts';

// Two of the files are alike in name, size and type: neither may be taken for the other's orphan.
const FILES = ['a.jpg', 'b.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg'];

type Event = Fault | 'crash-before' | 'crash-after' | 'clock-back' | 'clock-forward' | 'pause-all' | 'add-again';

const event = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Event>('none') },
  { weight: 6, arbitrary: fc.constantFrom<Event>('lost-request', 'lost-answer', 'refused-500', 'answered-500', 'too-many', 'url-expired') },
  { weight: 3, arbitrary: fc.constantFrom<Event>('crash-before', 'crash-after', 'pause-all', 'add-again') },
  { weight: 1, arbitrary: fc.constantFrom<Event>('clock-back', 'clock-forward') },
);

/** Runs the files through a schedule of faults, then with a sound network until all is quiet. */
async function live(schedule: readonly Event[], words: 'known' | 'new') {
  const clock = createFakeClock();
  const disk = createModelDisk();
  const events = [...schedule];
  let elapsed = 0;

  const openPage = () => {
    const closed = new AbortController();
    const engine = createUploadEngine({ api: platform.api, commands: createJobCommands({ client: platform.api, clock, log: noActionLog, mutex: createKeyedMutex() }), transfer: platform.transfer, storage: disk.open(closed.signal), clock, hash: async () => 'f00d', inspect: async () => ({ content: null, sha256: null, pageCount: null }), picture: async () => null, random: () => 0.5 });
    return { closed, engine };
  };
  const crash = () => {
    page.closed.abort();
    page.engine.stop();
    page = openPage();
  };
  const order = () => page.engine.snapshot().order;
  const platform = createModelPlatform(async () => {
    // Lets other items come in between any two steps.
    await settle(1);
    const next = events.shift() ?? 'none';
    elapsed += 1_000;
    switch (next) {
      case 'crash-before':
        crash();
        return 'lost-request';
      case 'crash-after':
        queueMicrotask(crash);
        return 'lost-answer';
      case 'clock-back':
      case 'clock-forward':
        clock.jump(next === 'clock-back' ? -3_600_000 : 3_600_000);
        return 'none';
      case 'pause-all':
        void page.engine.send({ type: 'pause', itemIds: order() });
        return 'none';
      case 'add-again':
        // Another tab, whose leader died before it confirmed the command.
        addAll();
        return 'none';
      case 'none':
      case 'lost-request':
      case 'lost-answer':
      case 'refused-500':
      case 'answered-500':
      case 'too-many':
      case 'url-expired':
        return next;
    }
  }, () => 1_800_000_000_000 + elapsed, words);
  let page = openPage();
  const addAll = () =>
    void page.engine.send({ type: 'add', start: 'none', entries: FILES.map((name, index) => ({ item: testItem({ id: `${index}-${name}`, name, inspected: index % 2 === 0 }), bytes: new Blob(['bits']), handle: null })) });

  addAll();
  await settle(3);
  // Until the copies are made, the page warns before it is left.
  while (page.engine.losesOnClose()) {
    clock.toNextTimer();
    await settle(3);
  }
  void page.engine.send({ type: 'enqueue', itemIds: order() });
  const runDry = async () => {
    for (let step = 0; step < 5_000; step += 1) {
      const before = elapsed;
      await settle(12);
      if (elapsed === before && !clock.toNextTimer()) return;
    }
    throw new Error('The queue never came to rest.');
  };
  await runDry();
  // What failed or was paused stands there for a person to see, and to send on.
  const seen = Object.values(page.engine.snapshot().items);
  expect(seen).toHaveLength(FILES.length);
  for (let round = 0; round < 3; round += 1) {
    events.length = 0;
    // A person who was told what is unclear wants it all the same.
    void page.engine.send({ type: 'enqueue', itemIds: order(), despiteUnclear: true });
    await runDry();
  }
  return { platform, items: Object.values(page.engine.snapshot().items) };
}

test('whatever goes wrong, every file ends in exactly one finalized job and no orphan is left', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 40 }), fc.constantFrom('known', 'new'), async (schedule, words) => {
      const { platform, items } = await live(schedule, words);
      const jobs = [...platform.jobs.values()];
      expect(items.map((item) => item.state.status)).toEqual(FILES.map(() => 'submitted'));
      expect(jobs.map((job) => job.fileName).toSorted()).toEqual(FILES.toSorted());
      // Where the platform's words tell nothing, a person was asked before a finalize was sent again.
      if (words === 'known') expect(platform.blindFinalizes()).toBe(0);
      expect(jobs.map((job) => job.finalized)).toEqual(FILES.map(() => 1));
    }),
    { numRuns: 1_000 },
  );
}, 120_000);
