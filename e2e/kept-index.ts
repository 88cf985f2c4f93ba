import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';

import type { Page } from '@playwright/test';

import { packChunk, CHUNK_SLOTS } from '#src/jobs/index/store/chunk.ts';
import { ColumnStore } from '#src/jobs/index/store/column-store.ts';
import { READER_VERSION } from '../src/lib/reader-version.ts';

const CHUNKS_AT_ONCE = 20;

/**
 * Puts the seeded jobs of a sandbox into the browser's index, all of them with their details, as an earlier visit would
 * have left them: reading 100,000 of them one by one takes an hour. Leaves the page on the settings.
 * @param dataDir where the sandbox keeps its database
 */
export async function keepIndex(page: Page, dataDir: string): Promise<void> {
  const chunks = chunksOf(dataDir);
  await page.goto('/settings');
  const account = await page.evaluate<string>(`fetch('/api/session').then((answer) => answer.json()).then((session) => session.account)`);
  for (let from = 0; from < chunks.length; from += CHUNKS_AT_ONCE) {
    await page.evaluate(`(${PUT_CHUNKS})(${JSON.stringify({ account, chunks: chunks.slice(from, from + CHUNKS_AT_ONCE) })})`);
  }
}

/** The seeded jobs as the chunks of an index. */
function chunksOf(dataDir: string) {
  const database = new DatabaseSync(join(dataDir, 'sandbox.sqlite'), { readOnly: true });
  const columns = new ColumnStore();
  const rows = database.prepare(`SELECT job.id AS id, task_type_id, created_at, queued_at, ends_at, failure, cancelled_at, file_name, size_bytes, sha256 FROM job JOIN input ON job_id = job.id ORDER BY job.id DESC`).all();
  for (const row of rows) {
    const id = Number(row['id']);
    const statusWord = row['cancelled_at'] !== null ? 'cancelled' : row['queued_at'] === null ? 'waiting_for_finalize' : row['failure'] === null ? 'completed' : 'failed';
    const confidence = ((id * 7_919) % 5_000) / 10_000 + 0.5;
    columns.put({
      id: String(id), taskTypeId: String(row['task_type_id']), status: 'unknown', statusWord, createdAt: Number(row['created_at']), updatedAt: Number(row['ends_at'] ?? row['created_at']),
      detail: {
        fileName: String(row['file_name']), sizeBytes: Number(row['size_bytes']), sha256: row['sha256'] === null ? null : String(row['sha256']), final: true,
        reading: statusWord === 'completed' ? { outcome: 'finding' as const, readerVersion: READER_VERSION, finding: id % 2 ? 'The detector found signs of AI generation' : 'The detector found no signs of AI generation', direction: id % 2 ? 'manipulated' : 'authentic', confidence, confidenceOf: null, simulated: true } : null,
      },
    });
  }
  database.close();
  return Array.from({ length: Math.ceil(columns.slotCount / CHUNK_SLOTS) }, (_, number) => {
    const chunk = packChunk(columns, number);
    return Object.fromEntries(Object.entries(chunk).map(([name, value]) => [name, plainOf(value)]));
  });
}

/** A typed array as JSON can carry it; anything else as it is. */
function plainOf(value: unknown): unknown {
  if (!(value instanceof Float64Array || value instanceof Uint32Array || value instanceof Uint8Array)) return value;
  return { kind: value.constructor.name, values: Array.from(value, (entry) => (Number.isNaN(entry) ? null : entry)) };
}

const PUT_CHUNKS = `async ({ account, chunks }) => {
  const database = await new Promise((resolve, reject) => {
    const opening = indexedDB.open('assay-jobs-' + account, 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('meta');
      opening.result.createObjectStore('chunks', { keyPath: 'number' });
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const writing = database.transaction(['meta', 'chunks'], 'readwrite');
  for (const chunk of chunks) {
    for (const [name, value] of Object.entries(chunk)) if (value?.kind) chunk[name] = globalThis[value.kind].from(value.values, (entry) => entry ?? NaN);
    writing.objectStore('chunks').put(chunk);
  }
  writing.objectStore('meta').put({ revision: 1, contiguous: null, unreadable: 0 }, 'meta');
  await new Promise((resolve) => { writing.oncomplete = resolve; });
  database.close();
}`;
