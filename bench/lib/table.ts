import type { PartResult } from './results.ts';
import type { Row } from './row.ts';
import { figureInWords, outcomeInWords, ratioInWords, spreadInWords } from './words.ts';

/** The heads of a table's columns; {@link cellsOf} gives a row's cells. */
export const HEADS = ['figure', 'ours', 'beside', 'theirs', 'ratio', 'spread', 'goal', ''] as const;

/** A row's cells, one for each of {@link HEADS}. */
export function cellsOf(row: Row): readonly string[] {
  const theirs = row.peer === null ? '' : figureInWords(row.theirs, row.unit);
  return [row.metric, figureInWords(row.ours, row.unit), row.peer ?? '', theirs, row.peer === null ? '' : ratioInWords(row), spreadInWords(row), row.goal, outcomeInWords(row)];
}

/** All parts as one table for the terminal. */
export function printTable(results: readonly PartResult[]): string {
  const lines = [['part', ...HEADS], ...results.flatMap(({ title, rows }) => rows.map((row, index) => [index === 0 ? title : '', ...cellsOf(row)]))];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}
