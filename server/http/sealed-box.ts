import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Turns a text into a cookie-safe value that only the holder of the secret can read or make, and back. */
export interface SealedBox {
  sealedBox(text: string): string;
  /** null when the value was not made with this secret and context, or was changed. Never throws. */
  open(sealed: string): string | null;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM under keys derived from the secrets by HKDF-SHA-256. The first secret seals; all of them open, so that a
 * secret can be changed without signing anybody out. The context is authenticated too: what was sealed for one platform
 * or purpose does not open for another.
 */
export function createSealedBox(secrets: readonly [string, ...string[]], context: string): SealedBox {
  const key = keyOf(secrets[0]);
  const keys = [key, ...secrets.slice(1).map(keyOf)];
  const bound = Buffer.from(context);
  return {
    sealedBox(text) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAAD(bound);
      return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < IV_BYTES + TAG_BYTES) return null;
      for (const candidate of keys) {
        const text = decipher(bytes, candidate, bound);
        if (text !== null) return text;
      }
      return null;
    },
  };
}

function keyOf(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', 'assay session cookie', 32));
}

function decipher(bytes: Buffer, key: Uint8Array, bound: Buffer): string | null {
  try {
    const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    cipher.setAAD(bound).setAuthTag(bytes.subarray(-TAG_BYTES));
    return cipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + cipher.final('utf8');
  } catch {
    return null;
  }
}
