/** How long the event loop stood still, at most, since the last report. */
export interface LoopReport {
  /** By the clock: on a machine with other work this holds what other processes took as well. */
  readonly delayMs: number;
  /** By the processor time that this thread itself used meanwhile: what its own work blocked. */
  readonly blockedMs: number;
}

const TICK_MS = 10;

/** Measures this process's event loop by a timer that should fire every 10 ms. */
export class LoopDelay {
  #report: LoopReport = { delayMs: 0, blockedMs: 0 };
  #at = performance.now();
  #cpuMs = cpuMs();

  constructor() {
    setInterval(() => this.#tick(), TICK_MS).unref();
  }

  /** The longest of each since the last call. */
  take(): LoopReport {
    this.#tick();
    const report = this.#report;
    this.#report = { delayMs: 0, blockedMs: 0 };
    return report;
  }

  #tick(): void {
    const [now, cpu] = [performance.now(), cpuMs()];
    const delayMs = Math.max(0, now - this.#at - TICK_MS);
    this.#report = { delayMs: Math.max(this.#report.delayMs, delayMs), blockedMs: Math.max(this.#report.blockedMs, Math.min(delayMs, cpu - this.#cpuMs)) };
    this.#at = now;
    this.#cpuMs = cpu;
  }
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
