import type { PDFPageProxy } from 'pdfjs-dist';

/** Words on a page, as parts of its width and height: left, top, width, height. */
export interface Found {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A run of text in one place of a page, as parts of it. */
export interface TextRun {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The text of a page, run by run. */
export async function textOf(page: PDFPageProxy): Promise<readonly TextRun[]> {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  return items.flatMap((item) => {
    if (!('str' in item) || item.str === '') return [];
    const [left, baseline]: readonly number[] = item.transform.slice(4);
    const [a = 1, b = 0, c = 0, d = -1, e = 0, f = 0] = transform;
    const [x, bottom] = [a * (left ?? 0) + c * (baseline ?? 0) + e, b * (left ?? 0) + d * (baseline ?? 0) + f];
    return [{ text: item.str, x: x / width, y: (bottom - item.height) / height, width: item.width / width, height: (item.height * 1.2) / height }];
  });
}

/**
 * Where a text is on a page, letter case aside. Letters are taken to be equally wide inside a run, so that a place may be
 * off by a letter; a text that runs over two runs is not found.
 */
export function findIn(runs: readonly TextRun[], wanted: string, page: number): readonly Found[] {
  const needle = wanted.trim().toLowerCase();
  if (needle === '') return [];
  return runs.flatMap(({ text, x, y, width, height }) => {
    const found: Found[] = [];
    const hay = text.toLowerCase();
    for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + needle.length)) {
      found.push({ page, x: x + (width * at) / text.length, y, width: (width * needle.length) / text.length, height });
    }
    return found;
  });
}
