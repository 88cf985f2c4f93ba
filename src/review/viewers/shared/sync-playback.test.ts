import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { syncPlayback } from './sync-playback.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const STEP_MS = 10;

/** A player whose sound runs by the fake clock: at its own speed, and not at all while it is stalled. */
class FakePlayer extends EventTarget {
  currentTime = 0;
  playbackRate = 1;
  paused = true;
  ended = false;
  seeking = false;
  stalledMs = 0;

  readonly #clockRate: number;

  /** `clockRate` is how fast this player's clock runs: no two sound cards agree. */
  constructor(clockRate = 1) {
    super();
    this.#clockRate = clockRate;
  }

  async play(): Promise<void> {
    this.paused = false;
    this.dispatchEvent(new Event('play'));
  }

  pause(): void {
    this.paused = true;
    this.dispatchEvent(new Event('pause'));
  }

  run(): void {
    if (this.paused) return;
    if (this.stalledMs > 0) this.stalledMs -= STEP_MS;
    else this.currentTime += (this.playbackRate * this.#clockRate * STEP_MS) / 1000;
  }
}

/** Lets both play for `seconds`, and gives how far apart they were at each step, in seconds. */
async function play(players: readonly FakePlayer[], seconds: number): Promise<readonly number[]> {
  const apart: number[] = [];
  for (let ms = 0; ms < seconds * 1000; ms += STEP_MS) {
    for (const player of players) player.run();
    await vi.advanceTimersByTimeAsync(STEP_MS);
    const [a, b] = players.map(({ currentTime }) => currentTime);
    apart.push(Math.abs((a ?? 0) - (b ?? 0)));
  }
  return apart;
}

describe('two players', () => {
  test('of clocks that differ by 1 % stay within 50 ms for ten minutes', async () => {
    const [leader, follower] = [new FakePlayer(), new FakePlayer(0.99)];
    const stop = syncPlayback(leader, follower);
    await leader.play();
    expect(Math.max(...(await play([leader, follower], 600)))).toBeLessThanOrEqual(0.05);
    stop();
    expect(follower.paused).toBe(true);
  });

  test.each([100, 200, 2000])('are within 50 ms again less than a second after one stood still for %i ms, and stay so', async (stalledMs) => {
    for (const late of ['leader', 'follower']) {
      const [leader, follower] = [new FakePlayer(), new FakePlayer()];
      const stop = syncPlayback(leader, follower);
      await leader.play();
      await play([leader, follower], 1);
      (late === 'leader' ? leader : follower).stalledMs = stalledMs;
      await play([leader, follower], stalledMs / 1000 + 0.9);
      expect(Math.max(...(await play([leader, follower], 5)))).toBeLessThanOrEqual(0.05);
      expect(follower.playbackRate).toBe(1);
      stop();
    }
  });

  test('jump, stop and change speed together', async () => {
    const [leader, follower] = [new FakePlayer(), new FakePlayer()];
    const stop = syncPlayback(leader, follower);
    await leader.play();
    await play([leader, follower], 1);
    leader.currentTime = 60;
    leader.dispatchEvent(new Event('seeking'));
    expect(follower.currentTime).toBe(60);
    leader.playbackRate = 2;
    leader.dispatchEvent(new Event('ratechange'));
    expect(Math.max(...(await play([leader, follower], 5)))).toBeLessThanOrEqual(0.05);
    leader.pause();
    expect([follower.paused, follower.currentTime]).toEqual([true, leader.currentTime]);
    stop();
  });
});
