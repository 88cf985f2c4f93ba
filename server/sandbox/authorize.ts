import type { Balances } from './balances.ts';
import { ApiProblem, insufficientBalance } from './errors.ts';
import { type Account, accountOf } from './keys.ts';
import { PERMISSION, type Route } from './api-route.ts';

/** Whom the request's key stands for. @throws {ApiProblem} 401 without a header or with a key that is none. */
export function identify(request: Request): Account {
  const [, key] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  const challenge = { 'www-authenticate': 'Bearer' };
  const account = key === undefined ? null : accountOf(key);
  if (!account) throw new ApiProblem(401, 'INVALID_API_KEY', 'API key authentication failed', challenge);
  return account;
}

/** Permission first, then balance (wire format, section 3). @throws {ApiProblem} 403, 402. */
export function authorize(account: Account, { call }: Route, balances: Balances): void {
  if (!account.permissions.includes(PERMISSION[call])) throw new ApiProblem(403, 'FORBIDDEN', "You don't have permission to access this");
  const costs = call === 'create' || call === 'finalize';
  if (costs && balances.of(account.tenant) <= 0) throw insufficientBalance();
}
