import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';

import { listen, type Listening, ListenError } from '../http/listen.ts';

/**
 * Listens at the port that was remembered for this data folder, so that presigned URLs from before a restart still lead
 * to its storage; at a free one when there is none or it is taken.
 * @throws {ListenError} when the host is not this machine's.
 */
export async function listenForStorage(listener: RequestListener, host: string, dataDir: string): Promise<Listening> {
  const port = readPort(noteIn(dataDir));
  try {
    return await listen(listener, host, port);
  } catch (error) {
    if (port === 0 || !(error instanceof ListenError)) throw error;
    return listen(listener, host, 0);
  }
}

/** Remembers the port for the next start; to be called once the whole server runs, not by a start that fails. */
export function rememberStoragePort(dataDir: string, port: number): void {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(noteIn(dataDir), String(port));
}

function noteIn(dataDir: string): string {
  return join(dataDir, 'storage-port');
}

function readPort(note: string): number {
  try {
    const port = Number(readFileSync(note, 'utf8'));
    return Number.isInteger(port) && port > 0 && port <= 65_535 ? port : 0;
  } catch {
    return 0;
  }
}
