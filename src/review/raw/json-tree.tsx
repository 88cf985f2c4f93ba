import { useState } from 'react';
import { formatCount, formatPlural } from '#src/ui/format.ts';

// What is open at first: shallow, and short enough to be read at a glance.
const OPEN_TO_DEPTH = 3;
const OPEN_UP_TO_ENTRIES = 20;
// Entries shown at once; more on demand, so that a list of a million freezes nothing.
const ENTRIES_AT_ONCE = 100;
const SHOWN_CHARACTERS = 2_000;

/**
 * Any JSON value as a tree of native disclosures that says nothing about what it means. Branches are made when they are
 * opened: depth and size of the value do not matter. Text directions of keys and values stay their own.
 */
export function JsonTree({ value }: { value: unknown }) {
  return <div className="font-mono text-xs leading-5"><Node name={null} value={value} depth={0} /></div>;
}

interface NodeProps {
  /** null for the root and for what stands in a list. */
  readonly name: string | null;
  readonly value: unknown;
  readonly depth: number;
}

function Node({ name, value, depth }: NodeProps) {
  return typeof value === 'object' && value !== null ? <Branch name={name} value={value} depth={depth} /> : <div className="wrap-anywhere"><Name name={name} /><Leaf value={value} /></div>;
}

function Branch({ name, value, depth }: NodeProps & { value: object }) {
  const list = Array.isArray(value);
  const keys = list ? null : Object.keys(value);
  const count = list ? value.length : (keys?.length ?? 0);
  const [open, setOpen] = useState(depth < OPEN_TO_DEPTH && count <= OPEN_UP_TO_ENTRIES);
  if (count === 0) return <div><Name name={name} />{list ? '[]' : '{}'}</div>;
  return (
    <details open={open} onToggle={(event) => {
      event.stopPropagation();
      setOpen(event.currentTarget.open);
    }}>
      <summary className="min-h-6 wrap-anywhere"><Name name={name} /><span className="text-ink-soft">{list ? `list of ${formatCount(count)}` : formatPlural(count, 'field')}</span></summary>
      {open ? <Entries value={value} keys={keys} count={count} depth={depth} /> : null}
    </details>
  );
}

function Entries({ value, keys, count, depth }: { value: object; keys: readonly string[] | null; count: number; depth: number }) {
  const [shown, setShown] = useState(ENTRIES_AT_ONCE);
  const entries: readonly (readonly [string, unknown])[] = keys === null
    ? (Array.isArray(value) ? value.slice(0, shown) : []).map((entry: unknown, index) => [String(index), entry])
    : keys.slice(0, shown).map((key) => [key, Object.getOwnPropertyDescriptor(value, key)?.value]);
  return (
    // Beyond a few levels there is no more room to the side on a phone.
    <div className={depth < 12 ? 'ml-1.5 border-l border-line pl-3' : ''}>
      {entries.map(([key, entry]) => <Node key={key} name={keys === null ? null : key} value={entry} depth={depth + 1} />)}
      {count > shown ? <button type="button" onClick={() => setShown(shown + ENTRIES_AT_ONCE)} className="min-h-6 text-accent underline">Show {formatCount(Math.min(ENTRIES_AT_ONCE, count - shown))} more of {formatCount(count - shown)}</button> : null}
    </div>
  );
}

function Name({ name }: { name: string | null }) {
  return name === null ? null : <><bdi>{JSON.stringify(shorten(name))}</bdi>: </>;
}

function Leaf({ value }: { value: unknown }) {
  const text = typeof value === 'string' ? JSON.stringify(shorten(value)) : String(value);
  return <bdi className={typeof value === 'string' ? '' : 'text-accent'}>{text}</bdi>;
}

function shorten(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}… (${formatCount(text.length)} characters)` : text;
}
