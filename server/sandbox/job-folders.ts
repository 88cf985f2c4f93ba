import { accessSync, constants, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { StoredInput } from './stored-job.ts';

/** Where the bytes of jobs lie: one folder a job, for what was uploaded and what was made of it; one more for what is still coming in. */
export class JobFolders {
  readonly #root: string;
  /** Uploads that are not complete. On the same disk as the jobs, so that a rename moves them. */
  readonly incoming: string;

  constructor(dataDir: string) {
    this.#root = join(dataDir, 'media');
    this.incoming = join(dataDir, 'incoming');
    for (const folder of [this.#root, this.incoming]) {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    }
  }

  /** The folder of a job; it need not be there yet. */
  of(jobId: number): string {
    return join(this.#root, String(jobId));
  }

  /** The file of an uploaded input; null before the upload. */
  inputFile(jobId: number, input: StoredInput): string | null {
    return input.storedAs === null ? null : join(this.of(jobId), input.storedAs);
  }

  /** Removes everything of a job. */
  async remove(jobId: number): Promise<void> {
    // An upload may put a file in while the folder is emptied.
    await rm(this.of(jobId), { recursive: true, force: true, maxRetries: 3 });
  }

  /** Removes what a kill left behind: uploads that broke off, and the media of jobs that are gone. For a start, before any request. */
  sweep(exists: (jobId: number) => boolean): void {
    for (const name of readdirSync(this.incoming)) rmSync(join(this.incoming, name), { recursive: true, force: true });
    for (const name of readdirSync(this.#root)) {
      if (!exists(Number(name))) rmSync(join(this.#root, name), { recursive: true, force: true });
    }
  }
}
