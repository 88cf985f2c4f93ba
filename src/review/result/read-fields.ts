const YES = ['true', 'yes', '1'];
const NO = ['false', 'no', '0'];
const MANIPULATED = new Set([...YES, 'fake', 'deepfake', 'spoof', 'spoofed', 'forged', 'tampered']);
const AUTHENTIC = new Set([...NO, 'real', 'live', 'authentic', 'genuine']);

/** A result, or a part of one, whose fields may be anything. */
export type ResultRecord = Readonly<Record<string, unknown>>;

/** A result as an object with string keys; null for anything else. */
export function asRecord(value: unknown): ResultRecord | null {
  return isRecord(value) ? value : null;
}

function isRecord(value: unknown): value is ResultRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field of a record that is its own, never one of the prototype's. */
export function ownField(record: ResultRecord, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** Whether a value says "not checked": null, or a word that stands for it (wire format, section 6.5). */
export function isUnchecked(value: unknown): boolean {
  return value === null || (typeof value === 'string' && ['null', 'none'].includes(value.trim().toLowerCase()));
}

/**
 * Reads a flag that says "manipulated" when it is true: a boolean, 0 or 1, or a word such as "fake" or "live"
 * (wire format, section 5.4). null when it is none of these.
 */
export function readFlag(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  const word = wordOf(value);
  if (MANIPULATED.has(word)) return true;
  return AUTHENTIC.has(word) ? false : null;
}

/** Reads an answer to any other question: a boolean, 0 or 1, or a plain yes or no; null otherwise. */
export function readYesNo(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  const word = wordOf(value);
  if (YES.includes(word)) return true;
  return NO.includes(word) ? false : null;
}

function wordOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim().toLowerCase() : '';
}

/** Reads a number, or a string that holds nothing but one; null otherwise. */
export function readNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Reads a share between 0 and 1; null outside of that, since it then means something else. */
export function readShare(value: unknown): number | null {
  const share = readNumber(value);
  return share !== null && share >= 0 && share <= 1 ? share : null;
}
