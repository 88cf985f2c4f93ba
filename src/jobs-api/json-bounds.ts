/** The most that a JSON text may hold. */
export interface JsonBounds {
  /** Brackets within brackets. */
  readonly depth: number;
  /** Entries of all lists and objects together. */
  readonly values: number;
}

const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;

/**
 * Which bound a JSON text breaks, found by one scan that builds nothing and stops at the first; null when none. To be asked
 * before parsing: a few MiB of empty lists take seconds and a GiB once they are built and walked. Text that is no JSON may
 * get any answer.
 */
export function excessOf(text: string, { depth: deepest, values: most }: JsonBounds): keyof JsonBounds | null {
  let depth = 0;
  let values = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    else if (code === COMMA) values += 1;
    // [ and {, then ] and }
    else if (code === 91 || code === 123) {
      depth += 1;
      values += 1;
      if (depth > deepest) return 'depth';
    } else if (code === 93 || code === 125) depth -= 1;
    if (values > most) return 'values';
  }
  return null;
}
