import type { DatabaseSync } from 'node:sqlite';

import { OPENING_BALANCES } from './keys.ts';

/** The credits of each tenant. They are charged with finalize, in its own transaction: see `JobStore`. */
export class Balances {
  readonly #database: DatabaseSync;

  /** Opens the accounts that there are not yet. */
  constructor(database: DatabaseSync) {
    this.#database = database;
    const open = database.prepare('INSERT OR IGNORE INTO account (tenant, balance) VALUES (?, ?)');
    for (const [tenant, balance] of Object.entries(OPENING_BALANCES)) open.run(tenant, balance);
  }

  /** Credits left. */
  of(tenant: string): number {
    return Number(this.#database.prepare('SELECT balance FROM account WHERE tenant = ?').get(tenant)?.['balance'] ?? 0);
  }
}
