/** Names and kinds of what a value holds, to compare answers by; keys that count (faces, frames) are one. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [key.replace(/^(frame_)?\d+$/, '$1#'), shapeOf(held)]).toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
  }
  if (typeof value !== 'string') return value === null ? 'null' : typeof value;
  if (/^\d+$/.test(value)) return 'whole number in a text';
  if (/^-?\d+(\.\d+)?$/.test(value)) return 'number in a text';
  return /^\d{4}-\d\d-\d\dT/.test(value) ? 'time' : /^https?:/.test(value) ? 'address' : 'text';
}
