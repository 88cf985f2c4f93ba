// An integer of 16 digits or more that begins a value. Fractions, dates and names have other characters in front.
const MAY_BE_LARGE = /(?:^|[:,[\s-])\d{16}/;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g;
const INTEGER = /^-?\d+$/;

/**
 * JSON in which each integer that a number cannot hold is a string, digit for digit: `72057594037927937` would be read as
 * …936, the id of another job. Text without any comes back as it is, after one search: a list of small ids costs nothing.
 */
export function quoteLargeIntegers(text: string): string {
  if (!MAY_BE_LARGE.test(text)) return text;
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf('"', at);
    parts.push(text.slice(at, open < 0 ? text.length : open).replace(NUMBER, quoted));
    if (open < 0) break;
    at = endOfString(text, open);
    parts.push(text.slice(open, at));
  }
  return parts.join('');
}

function quoted(number: string): string {
  return INTEGER.test(number) && !Number.isSafeInteger(Number(number)) ? `"${number}"` : number;
}

/** Where the string that opens at `open` is over: behind its closing quote, or at the end of the text. */
function endOfString(text: string, open: number): number {
  for (let close = text.indexOf('"', open + 1); close >= 0; close = text.indexOf('"', close + 1)) {
    let slashes = 0;
    while (text[close - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return close + 1;
  }
  return text.length;
}
