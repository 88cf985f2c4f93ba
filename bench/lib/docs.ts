import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { chartOf } from './chart.ts';
import type { PartResult, Results } from './results.ts';
import { cellsOf, HEADS } from './table.ts';

const BEGIN = '<!-- figures: written by `npm run bench`, not by hand -->';
const END = '<!-- end of figures -->';

/**
 * Puts the results into the page `performance.md` of a folder, between its two marks, and their charts beside it. What
 * stands outside the marks is a person's.
 */
export function writeDocs(folder: string, results: Results): void {
  const charts = join(folder, 'performance');
  mkdirSync(charts, { recursive: true });
  const sections = Object.entries(results).map(([name, result]) => {
    const chart = chartOf(result);
    if (chart !== null) writeFileSync(join(charts, `${name}.svg`), chart);
    return sectionOf(name, result, chart !== null);
  });
  const page = join(folder, 'performance.md');
  const before = existsSync(page) ? readFileSync(page, 'utf8') : `# Performance\n\n${BEGIN}\n${END}\n`;
  writeFileSync(page, withFigures(before, sections.join('\n')));
}

/** The page with new figures between its marks. @throws when it has no marks. */
export function withFigures(page: string, figures: string): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`docs/performance.md has lost its marks: ${BEGIN} and ${END}`);
  return `${page.slice(0, from)}${BEGIN}\n\n${figures}\n${page.slice(to)}`;
}

function sectionOf(name: string, { title, ours, measuredAt, machine, rows }: PartResult, hasChart: boolean): string {
  const table = [line(HEADS), line(HEADS.map(() => '---')), ...rows.map((row) => line(cellsOf(row)))];
  const chart = hasChart ? [`![${title}: ours beside the others](performance/${name}.svg)`, ''] : [];
  return [`### ${title}`, '', `Ours: ${ours}. Measured ${measuredAt.slice(0, 10)} on ${machine}.`, '', ...table, '', ...chart].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
