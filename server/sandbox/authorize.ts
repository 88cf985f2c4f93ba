import type { Balances } from './balances.ts';
import { ApiProblem, insufficientBalance } from './errors.ts';
import { type Account, accountOf } from './keys.ts';
import { PERMISSION, type Route } from './route.ts';

/** Whom the request's key stands for. @throws {ApiProblem} 401 without a header or with a key that is none. */
export function identify(request: Request): Account {
  const [, key] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  const challenge = { 'www-authenticate': 'Bearer' };
  if (key === undefined) throw new ApiProblem(401, 'INVALID_API_KEY', 'An API key is required, as Authorization: Bearer.', challenge);
  const account = accountOf(key);
  if (!account) throw new ApiProblem(401, 'INVALID_API_KEY', 'The API key is not valid.', challenge);
  return account;
}

/** Permission first, then balance (wire format, section 3). @throws {ApiProblem} 403, 402. */
export function authorize(account: Account, { call }: Route, balances: Balances): void {
  const needed = PERMISSION[call];
  if (!account.permissions.includes(needed)) throw new ApiProblem(403, 'FORBIDDEN', `The API key lacks the permission ${needed}.`);
  const costs = call === 'create' || call === 'finalize';
  if (costs && balances.of(account.tenant) <= 0) throw insufficientBalance();
}
