/** JSON as text, as far as it was written. */
export interface WrittenJson {
  readonly text: string;
  /** Whether that is all of it. */
  readonly complete: boolean;
}

interface OpenNode {
  readonly entries: Iterator<readonly [string | null, unknown]>;
  readonly close: string;
  readonly indent: string;
  empty: boolean;
}

// Deeper levels are indented no further, or the spaces of a deeply nested value would outgrow the value itself.
const DEEPEST_INDENT = 32;
const SIMPLE_LIST_UP_TO = 12;

/**
 * Writes a JSON value over several lines, and stops after about `limit` characters, so that a huge value costs no more
 * than what is shown of it. Unlike `JSON.stringify`, it does not fail on a value that is nested too deeply: it does not recurse.
 * Short lists of numbers stay on one line.
 * @param mapText what each text value is written as; as it is unless given
 */
export function writeJson(value: unknown, limit: number, mapText: (text: string) => string = (text) => text): WrittenJson {
  const parts: string[] = [];
  const open: OpenNode[] = [];
  let length = 0;
  const write = (text: string) => {
    parts.push(text);
    length += text.length;
  };
  const begin = (node: unknown) => {
    const simple = simpleText(typeof node === 'string' ? mapText(node) : node);
    if (simple !== null) return write(simple);
    const list = Array.isArray(node);
    write(list ? '[' : '{');
    open.push({ entries: entriesOf(node), close: list ? ']' : '}', indent: '  '.repeat(Math.min(open.length + 1, DEEPEST_INDENT)), empty: true });
  };
  begin(value);
  for (;;) {
    const node = open.at(-1);
    if (!node || length > limit) break;
    const next = node.entries.next();
    if (next.done) {
      open.pop();
      write(node.empty ? node.close : `\n${node.indent.slice(2)}${node.close}`);
      continue;
    }
    const [key, child] = next.value;
    write(`${node.empty ? '' : ','}\n${node.indent}${key === null ? '' : `${JSON.stringify(key)}: `}`);
    node.empty = false;
    begin(child);
  }
  const complete = open.length === 0 && length <= limit;
  return { text: complete ? parts.join('') : parts.join('').slice(0, limit), complete };
}

function* entriesOf(node: unknown): Generator<readonly [string | null, unknown]> {
  if (Array.isArray(node)) for (const child of node) yield [null, child];
  else if (typeof node === 'object' && node !== null) for (const [key, child] of Object.entries(node)) yield [key, child];
}

// What has no lines of its own; null for anything else.
function simpleText(node: unknown): string | null {
  if (typeof node !== 'object' || node === null) return JSON.stringify(node) ?? 'null';
  const flat = Array.isArray(node) && node.length <= SIMPLE_LIST_UP_TO && node.every((entry) => typeof entry === 'number');
  return flat ? `[${node.map((entry) => JSON.stringify(entry)).join(', ')}]` : null;
}
