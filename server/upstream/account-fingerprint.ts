import { createHash } from 'node:crypto';

/** Sixteen hexadecimal digits that stand for a platform and a key of it; they do not lead back to the key. */
export function accountOf(realm: string, key: string): string {
  return createHash('sha256').update(`${realm}\n${key}`).digest('hex').slice(0, 16);
}

/**
 * Thirty-two hexadecimal digits that stand for a tenant of a platform, as the platform calls it. The platform itself is part of
 * what is hashed, and no key holds a line break: neither another platform's tenant nor any key has the same digits.
 */
export function tenantOf(realm: string, id: string): string {
  return createHash('sha256').update(`${realm}\ntenant\n${id}`).digest('hex').slice(0, 32);
}
