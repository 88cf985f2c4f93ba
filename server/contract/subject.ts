import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createSandbox, type Sandbox } from '../sandbox/sandbox.ts';

/** A Jobs API with its storage, as the contract reaches it. */
export interface Subject {
  readonly apiOrigin: string;
  readonly storageOrigin: string;
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  /** Moves its clock on. */
  advance(ms: number): void;
  /** Ends it and starts it again on the same data. */
  restart(): void;
  close(): Promise<void>;
}

/** A sandbox on a data folder and a clock of its own, which can be started again on the same. */
export class RestartableSandbox {
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'assay-contract-'));
  readonly #storageOrigin: () => string;
  readonly #allowedOrigin: string;
  #ahead = 0;
  #sandbox: Sandbox;

  constructor(storageOrigin: () => string, allowedOrigin = 'http://app.test') {
    this.#storageOrigin = storageOrigin;
    this.#allowedOrigin = allowedOrigin;
    this.#sandbox = this.#open();
  }

  /** The one that runs now. */
  get current(): Sandbox {
    return this.#sandbox;
  }

  /** Moves the clock on; otherwise it runs as any clock does. */
  advance(ms: number): void {
    this.#ahead += ms;
  }

  restart(): void {
    this.#sandbox.close();
    this.#sandbox = this.#open();
  }

  /** Ends it and removes its data. */
  dispose(): void {
    this.#sandbox.close();
    rmSync(this.#dataDir, { recursive: true, force: true, maxRetries: 5 });
  }

  #open(): Sandbox {
    return createSandbox({
      dataDir: this.#dataDir,
      clock: () => Date.now() + this.#ahead,
      storageOrigin: this.#storageOrigin,
      allowedOrigins: () => [this.#allowedOrigin],
    });
  }
}
