import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Turns a text into a cookie-safe value that only the holder of the secret can read or make, and back. */
export interface Seal {
  seal(text: string): string;
  /** null when the value was not made with this secret and context, or was changed. Never throws. */
  open(sealed: string): string | null;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM under a key derived from the secret by HKDF-SHA-256. The context is authenticated too: what was sealed
 * for one platform does not open for another.
 */
export function createSeal(secret: string, context: string): Seal {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'assay session cookie', 32));
  const bound = Buffer.from(context);
  return {
    seal(text) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAAD(bound);
      return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < IV_BYTES + TAG_BYTES) return null;
      try {
        const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
        cipher.setAAD(bound).setAuthTag(bytes.subarray(-TAG_BYTES));
        return cipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + cipher.final('utf8');
      } catch {
        return null;
      }
    },
  };
}
