import { createHash } from 'node:crypto';

/** Sixteen hexadecimal digits that stand for a platform and a key of it; they do not lead back to the key. */
export function accountOf(realm: string, key: string): string {
  return createHash('sha256').update(`${realm}\n${key}`).digest('hex').slice(0, 16);
}
