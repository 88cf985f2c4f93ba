/** What a call does, as keys permit it (wire format, section 3). */
export type Permission = 'Read' | 'Write' | 'Delete';

/** Whom a key stands for, and what it may do. */
export interface Account {
  /** Whose jobs and balance these are. */
  readonly tenant: string;
  readonly permissions: readonly Permission[];
}

/** Credits each tenant starts with; from then on the balance is kept in the database. */
export const OPENING_BALANCES: Readonly<Record<string, number>> = { sandbox: 100_000_000, 'sandbox-nocredit': 0 };

const ALL: readonly Permission[] = ['Read', 'Write', 'Delete'];

const ACCOUNTS = new Map<string, Account>([
  ['api_sandbox', { tenant: 'sandbox', permissions: ALL }],
  ['api_sandbox_readonly', { tenant: 'sandbox', permissions: ['Read'] }],
  ['api_sandbox_nocredit', { tenant: 'sandbox-nocredit', permissions: ALL }],
]);

/** The account behind a key; null when no such key was given out. The read-only key sees the jobs of `api_sandbox`. */
export function accountOf(key: string): Account | null {
  return ACCOUNTS.get(key) ?? null;
}
