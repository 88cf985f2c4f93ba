import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import type { Vocabulary } from '../sandbox/vocabulary.ts';

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

/** A sandbox on a data folder and a clock of its own, which stands still unless it is moved; it can be started again on the same. */
export class RestartableSandbox {
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'assay-contract-'));
  readonly #storageOrigin: () => string;
  readonly #vocabulary: Vocabulary;
  #now = Date.now();
  #sandbox: Sandbox;

  constructor(storageOrigin: () => string, vocabulary: Vocabulary = 'documented') {
    this.#storageOrigin = storageOrigin;
    this.#vocabulary = vocabulary;
    this.#sandbox = this.#open();
  }

  /** The one that runs now. */
  get current(): Sandbox {
    return this.#sandbox;
  }

  /** Moves the clock on. */
  advance(ms: number): void {
    this.#now += ms;
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
      clock: () => this.#now,
      storageOrigin: this.#storageOrigin,
      allowedOrigins: () => ['http://app.test'],
      vocabulary: this.#vocabulary,
    });
  }
}
