import type { UploadItem } from '../model/item.ts';
import { createFakeClock, settle } from './fake-clock.ts';
import { testItem } from './items.ts';
import { createModelBrowser, type ModelTab } from './model-browser.ts';
import { createModelDisk } from './model-disk.ts';
import { createModelPlatform, FAULTS, type Fault, type ModelPlatform, type Occurrences, type PlatformTraits } from './model-platform.ts';

/** The files that a person adds. Two are alike in name, size and type: neither may be taken for the other's orphan. */
export const FILES = ['a.jpg', 'b.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg'];

/** What other people do, and what happens to the browser. */
export const HAPPENINGS = [
  'crash-before', 'crash-after', 'pause-all', 'add-again', 'tab-opens', 'tab-dies', 'tab-put-aside', 'tab-frozen-unheard', 'tab-restored',
  'deleted-by-other', 'cancelled-by-other', 'finalized-by-other', 'colleague', 'key-rotated',
  'disk-fails', 'database-closes', 'clock-back', 'clock-forward',
] as const;

/** What comes with one request. */
export type Happening = Fault | (typeof HAPPENINGS)[number];

/** What a schedule came to. */
export interface Outcome {
  readonly platform: ModelPlatform;
  /** The name of each file of which a person, told that a finalize may have been carried out, wanted another one. */
  readonly told: readonly string[];
  /** Jobs that colleagues made. */
  readonly colleagues: number;
  readonly items: readonly UploadItem[];
}

const MINUTE = 60_000;
// A colleague finalizes soon, late, or never.
const COLLEAGUE_MS = [MINUTE, 10 * MINUTE, Infinity];
const MOST_TABS = 3;
const isFault = (happening: Happening): happening is Fault => happening === 'none' || FAULTS.some((fault) => fault === happening);

/**
 * Plays a schedule in a world as unkind as the real one, then lets the network be sound until all is quiet, and a person decide what
 * is unclear.
 * @param schedule one happening a request
 * @param picks between 0 and 1: which job, which file, how many
 * @param occurred where it notes what truly happened
 */
export async function playSchedule(schedule: readonly Happening[], traits: PlatformTraits, picks: readonly number[], occurred: Occurrences = new Map()): Promise<Outcome> {
  const note = (what: string) => occurred.set(what, (occurred.get(what) ?? 0) + 1);
  const clock = createFakeClock();
  const disk = createModelDisk(note);
  const events = [...schedule];
  const choices = [...picks];
  const told: string[] = [];
  let elapsed = 0;
  let colleagues = 0;
  const pick = () => {
    const next = choices.shift() ?? 0.5;
    choices.push(next);
    return next;
  };
  const anyOf = <T>(all: readonly T[]) => all[Math.floor(pick() * all.length)];

  const platform: ModelPlatform = createModelPlatform(() => comesNext(), () => 1_800_000_000_000 + elapsed + clock.elapsed(), traits, occurred);
  const browser = createModelBrowser({ clock, disk, platform: () => platform, occurred });
  const running = () => browser.tabs().filter(({ thaws }) => thaws === null);
  /** The tab that works, or else one that a person can use. */
  const used = (): ModelTab => {
    const tabs = running();
    const leader = browser.leader();
    const tab = leader !== null && tabs.includes(leader) ? leader : tabs[0];
    if (tab !== undefined) return tab;
    browser.open();
    return used();
  };
  const snapshot = () => used().engine?.snapshot() ?? { items: {}, order: [] };
  const addAll = () =>
    used().queue.send({ type: 'add', start: 'none', entries: FILES.map((name, index) => ({ item: testItem({ id: `${index}-${name}`, name, inspected: index % 2 === 0 }), bytes: new Blob(['bits']), handle: null })) });
  const die = (tab: ModelTab) => {
    browser.die(tab);
    used();
  };

  async function comesNext(): Promise<Fault> {
    const sender = browser.tabs().find(browser.isRequester);
    // Lets other items come in between any two steps.
    await settle(1);
    elapsed += 1_000;
    const next = events.shift() ?? 'none';
    return isFault(next) ? next : happen(next, sender ?? used());
  }

  function happen(happening: Exclude<Happening, Fault>, sender: ModelTab): Fault {
    switch (happening) {
      case 'crash-before':
        die(sender);
        return 'lost-request';
      case 'crash-after':
        queueMicrotask(() => die(sender));
        return 'lost-answer';
      case 'tab-opens':
        if (browser.tabs().length < MOST_TABS) browser.open();
        return 'none';
      case 'tab-dies':
        die(anyOf(browser.tabs()) ?? sender);
        return 'none';
      case 'tab-put-aside':
      case 'tab-frozen-unheard':
        browser.freeze(happening === 'tab-put-aside' ? (anyOf(running()) ?? sender) : sender, happening === 'tab-put-aside');
        used();
        return 'none';
      case 'tab-restored':
        // One that goes on without knowing that it was put aside learns of it only the next time.
        for (const tab of browser.tabs()) browser.show(tab);
        for (const tab of browser.tabs()) browser.thaw(tab);
        return 'none';
      case 'pause-all':
        used().queue.send({ type: 'pause', itemIds: snapshot().order });
        return 'none';
      case 'add-again':
        // A tab whose leader died before it confirmed the command.
        addAll();
        return 'none';
      case 'deleted-by-other':
      case 'cancelled-by-other':
        platform.endByOther(happening === 'deleted-by-other' ? 'delete' : 'cancel', pick());
        return 'none';
      case 'finalized-by-other':
        platform.finalizeByOther(pick());
        return 'none';
      case 'colleague':
        platform.createByColleague(anyOf(FILES) ?? 'a.jpg', anyOf(COLLEAGUE_MS) ?? MINUTE, pick() > 0.5);
        colleagues += 1;
        return 'none';
      case 'key-rotated':
        platform.signOut(1 + Math.floor(pick() * 4));
        return 'none';
      case 'disk-fails':
        disk.fail(1 + Math.floor(pick() * 6));
        return 'none';
      case 'database-closes':
        disk.loseConnection(1 + Math.floor(pick() * 6));
        return 'none';
      case 'clock-back':
      case 'clock-forward':
        clock.jump(happening === 'clock-back' ? -3_600_000 : 3_600_000);
        return 'none';
    }
  }

  async function runDry(): Promise<void> {
    for (let step = 0; step < 8_000; step += 1) {
      const before = elapsed;
      await settle(12);
      if (elapsed !== before || clock.toNextTimer()) continue;
      await settle(40);
      if (elapsed === before && !clock.toNextTimer()) return;
    }
    throw new Error('The queue never came to rest.');
  }

  browser.open();
  if (pick() > 0.5) browser.open();
  addAll();
  await settle(12);
  // Until the copies are made, the page warns before it is left.
  while (browser.tabs().some(({ queue }) => queue.losesOnClose())) {
    clock.toNextTimer();
    await settle(6);
  }
  used().queue.send({ type: 'enqueue', itemIds: snapshot().order });
  await runDry();
  // The network is sound by now; a page that was put aside comes back, and one goes on for a while before it knows.
  events.length = 0;
  for (const tab of browser.tabs()) browser.thaw(tab);
  await runDry();
  for (const tab of browser.tabs()) browser.show(tab);
  await runDry();
  // A person who was told what is unclear looks again or wants it all the same; in the end each item is decided on.
  for (let round = 0; round < 6; round += 1) {
    // Somebody signs in again.
    used().queue.send({ type: 'release' });
    for (const item of Object.values(snapshot().items)) {
      const isUnclear = item.state.status === 'failed' && item.state.choice !== undefined;
      const decides = isUnclear && (round > 2 || pick() > 0.5);
      if (decides) told.push(item.name);
      used().queue.send({ type: 'enqueue', itemIds: [item.id], ...(decides ? { despiteUnclear: true } : {}) });
    }
    await runDry();
  }
  platform.catchUp();
  const items = Object.values(snapshot().items);
  for (const tab of browser.tabs()) tab.queue.stop();
  return { platform, told, colleagues, items };
}
