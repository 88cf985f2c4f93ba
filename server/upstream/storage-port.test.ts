import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import type { Listening } from '../http/listen.ts';
import { listenForStorage, rememberStoragePort } from './storage-port.ts';

let dataDir = '';
let open: Listening[] = [];

beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'assay-port-')), 'data');
});

afterEach(async () => {
  await Promise.all(open.map((listening) => listening.close(0)));
  open = [];
  rmSync(join(dataDir, '..'), { recursive: true });
});

async function start(): Promise<Listening> {
  const listening = await listenForStorage((_request, response) => response.end('storage'), '127.0.0.1', dataDir);
  open.push(listening);
  rememberStoragePort(dataDir, listening.port);
  return listening;
}

test('a restart takes the same port', async () => {
  const first = await start();
  await first.close(0);
  expect((await start()).port).toBe(first.port);
});

test('a port that is taken meanwhile is left alone', async () => {
  const first = await start();
  const second = await start();
  expect(second.port).not.toBe(first.port);
  expect(await (await fetch(`http://127.0.0.1:${second.port}/`)).text()).toBe('storage');
});

test.each(['', 'junk', '-1', '70000', '1.5'])('the note %j is passed over', async (note) => {
  await (await start()).close(0);
  writeFileSync(join(dataDir, 'storage-port'), note);
  expect((await start()).port).toBeGreaterThan(0);
});
