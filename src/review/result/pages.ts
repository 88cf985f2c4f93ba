import { isUnchecked, ownField, readNumber, type ResultRecord } from './read-fields.ts';

/** The pages of a document that a result calls fake. */
export interface FakePages {
  /** From 1, rising. */
  readonly pages: readonly number[];
  /** Of how many; null when the result does not say. */
  readonly total: number | null;
}

/** `fakePages`, one number or a list, and `totalPages` (wire format, section 6.5). Where a page 0 is named, pages count from 0. Never throws. */
export function readFakePages(record: ResultRecord): FakePages | null {
  const given = ownField(record, 'fakePages');
  if (given === undefined || isUnchecked(given)) return null;
  const list = Array.isArray(given) ? given : readNumber(given) === 0 ? [] : [given];
  const numbers = list.flatMap((page) => readNumber(page) ?? []).filter((page) => Number.isInteger(page) && page >= 0);
  const first = numbers.includes(0) ? 1 : 0;
  const total = readNumber(ownField(record, 'totalPages'));
  return { pages: [...new Set(numbers.map((page) => page + first))].toSorted((a, b) => a - b), total: total !== null && total > 0 && Number.isInteger(total) ? total : null };
}

/** The pages as a sentence without a full stop; null when none is called fake. */
export function fakePagesWords({ pages, total }: FakePages): string | null {
  if (pages.length === 0) return null;
  return `The result calls ${pages.length === 1 ? 'page' : 'pages'} ${pages.slice(0, 50).join(', ')}${pages.length > 50 ? ' and more' : ''}${total === null ? '' : ` of ${total}`} fake`;
}
