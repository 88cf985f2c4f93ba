import type { Figure, Row } from './row.ts';

/** A figure of a row as people read it, with three significant digits and its unit. */
export function figureInWords(figure: Figure | null, unit: string): string {
  return figure ? `${numberInWords(figure.median)}${unit === '' ? '' : ` ${unit}`}` : '–';
}

/** Three significant digits, whole above a hundred, thousands apart. */
export function numberInWords(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}

/** Ours by the peer's, with two digits; three where it is far below one. */
export function ratioInWords({ ratio }: Row): string {
  return ratio === null ? '–' : ratio.toFixed(ratio < 0.1 ? 3 : 2);
}

/** How far the runs of both lie apart. */
export function spreadInWords({ ours, theirs }: Row): string {
  return [ours, theirs].flatMap((figure) => (figure ? `${Math.round(figure.spread * 100)} %` : [])).join(' / ') || '–';
}

/** Whether the goal is reached, in a word. */
export function outcomeInWords({ met, problem }: Row): string {
  if (problem !== null) return problem;
  return met === null ? '' : met ? 'reached' : 'missed';
}
