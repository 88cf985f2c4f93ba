import type { Vocabulary } from './vocabulary.ts';

/** What a call does, as keys permit it (wire format, section 3). */
export type Permission = 'Read' | 'Write' | 'Delete';

/** Whom a key stands for, and what it may do. */
export interface Account {
  /** What it is answered in; null leaves it to the sandbox's setting. */
  readonly vocabulary: Vocabulary | null;
  /** Whose jobs and balance these are. */
  readonly tenant: string;
  readonly permissions: readonly Permission[];
}

/** Credits each tenant starts with; from then on the balance is kept in the database. */
export const OPENING_BALANCES: Readonly<Record<string, number>> = {
  sandbox: 100_000_000, 'sandbox-nocredit': 0, 'sandbox-deployed': 100_000_000, 'sandbox-current': 100_000_000,
};

const ALL: readonly Permission[] = ['Read', 'Write', 'Delete'];

const ACCOUNTS = new Map<string, Account>([
  ['api_sandbox', { tenant: 'sandbox', permissions: ALL, vocabulary: null }],
  ['api_sandbox_readonly', { tenant: 'sandbox', permissions: ['Read'], vocabulary: null }],
  ['api_sandbox_nocredit', { tenant: 'sandbox-nocredit', permissions: ALL, vocabulary: null }],
  ['api_sandbox_deployed', { tenant: 'sandbox-deployed', permissions: ALL, vocabulary: 'deployed' }],
  ['api_sandbox_current', { tenant: 'sandbox-current', permissions: ALL, vocabulary: 'current' }],
]);

/** What a key ends in that took the place of another one: `api_sandbox_rotated` stands for whom `api_sandbox` does. */
const ROTATED = /_rotated$/;

/** The account behind a key; null when no such key was given out. The read-only key sees the jobs of `api_sandbox`. */
export function accountOf(key: string): Account | null {
  return ACCOUNTS.get(key.replace(ROTATED, '')) ?? null;
}

/** What a tenant's jobs are told in; `setting` holds for those whose keys leave it open. */
export function vocabularyOf(tenant: string, setting: Vocabulary): Vocabulary {
  return [...ACCOUNTS.values()].find((account) => account.tenant === tenant)?.vocabulary ?? setting;
}
