import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { seededApp, type SeededApp } from './app.ts';

const FAR_MS = 6 * 3_600_000;

/** A server with jobs that go on for longer than anyone looks. */
export interface ActiveJobs extends SeededApp {
  /** Ids, oldest first. */
  readonly ids: readonly string[];
  /** Lets the newest `count` end evenly between two times (ms epoch); gives each one's, by id. */
  readonly letEnd: (count: number, from: number, until: number) => ReadonlyMap<string, number>;
}

/** Starts a server with `count` jobs in processing. */
export async function startActiveJobs(count: number): Promise<ActiveJobs> {
  const app = await seededApp(count, count);
  // The server has the database open too; SQLite lets both.
  const database = new DatabaseSync(join(app.dataDir, 'sandbox.sqlite'), { timeout: 5000 });
  database.prepare('UPDATE job SET ends_at = starts_at + ?').run(FAR_MS);
  const ids = database.prepare('SELECT id FROM job ORDER BY id').all().map(({ id }) => String(id));
  return {
    ...app,
    ids,
    letEnd: (ending, from, until) => {
      const endsAt = new Map(ids.slice(-ending).map((id, index) => [id, Math.round(from + ((until - from) * (index + 1)) / (ending + 1))]));
      const move = database.prepare('UPDATE job SET ends_at = ? WHERE id = ?');
      for (const [id, at] of endsAt) move.run(at, Number(id));
      return endsAt;
    },
    dispose: async () => {
      database.close();
      await app.dispose();
    },
  };
}
