import type { PartResult } from './results.ts';
import type { Row } from './row.ts';
import { figureInWords } from './words.ts';

const WIDTH = 760;
const LABEL_WIDTH = 300;
const BAR_WIDTH = 340;
const BAR_HEIGHT = 18;
const LINE = 26;
const GAP = 18;
const TOP = 34;

interface Bar {
  readonly label: string;
  readonly ours: boolean;
  readonly value: number;
  readonly lowest: number;
  readonly highest: number;
  readonly words: string;
}

/** One group of bars: a metric, ours first and then each peer's. */
interface Group {
  readonly title: string;
  readonly bars: readonly Bar[];
}

/**
 * A part's figures as horizontal bars, each metric at a scale of its own, with a line from the lowest to the highest run.
 * An SVG that reads in light and in dark; null when nothing stands beside anything.
 */
export function chartOf({ title, ours, rows }: PartResult): string | null {
  const groups = groupsOf(ours, rows);
  if (groups.length === 0) return null;
  let y = TOP;
  const parts = groups.map((group) => {
    const drawn = drawGroup(group, y);
    y += LINE + group.bars.length * LINE + GAP;
    return drawn;
  });
  const words = groups.map((group) => `${group.title}: ${group.bars.map(({ label, words: value }) => `${label} ${value}`).join(', ')}`).join('. ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" role="img" aria-label="${escape(`${title}. ${words}`)}" font-family="system-ui, sans-serif" font-size="13">
<style>text{fill:#1b1f1e}.soft{fill:#565b59}.ours{fill:#1d5a53}.peer{fill:#b9b4a8}.range{stroke:#1b1f1e}@media(prefers-color-scheme:dark){text{fill:#eceae4}.soft{fill:#a9afac}.ours{fill:#7fd0c3}.peer{fill:#5d6562}.range{stroke:#eceae4}}</style>
<text x="0" y="18" font-size="16" font-weight="600">${escape(title)}</text>
${parts.join('\n')}
</svg>
`;
}

function groupsOf(ours: string, rows: readonly Row[]): readonly Group[] {
  const groups = new Map<string, Bar[]>();
  for (const row of rows) {
    if (!row.ours || !row.theirs || row.peer === null) continue;
    const bars = groups.get(row.metric) ?? [barOf(ours, true, row.ours, row.unit)];
    groups.set(row.metric, [...bars, barOf(row.peer, false, row.theirs, row.unit)]);
  }
  return [...groups].map(([title, bars]) => ({ title, bars }));
}

function barOf(label: string, ours: boolean, figure: NonNullable<Row['ours']>, unit: string): Bar {
  return { label, ours, value: figure.median, lowest: Math.min(...figure.runs), highest: Math.max(...figure.runs), words: figureInWords(figure, unit) };
}

function drawGroup({ title, bars }: Group, top: number): string {
  const scale = BAR_WIDTH / Math.max(...bars.map(({ highest }) => highest), Number.MIN_VALUE);
  const lines = bars.map(({ label, ours, value, lowest, highest, words }, index) => {
    const y = top + LINE * (index + 1);
    const middle = y + BAR_HEIGHT / 2;
    const at = (figure: number) => (LABEL_WIDTH + figure * scale).toFixed(1);
    return `<text x="${LABEL_WIDTH - 10}" y="${middle + 5}" text-anchor="end"${ours ? ' font-weight="600"' : ''}>${escape(label)}</text>
<rect class="${ours ? 'ours' : 'peer'}" x="${LABEL_WIDTH}" y="${y}" width="${Math.max(1, value * scale).toFixed(1)}" height="${BAR_HEIGHT}" rx="3"/>
<line class="range" x1="${at(lowest)}" x2="${at(highest)}" y1="${middle}" y2="${middle}"/>
<text x="${(LABEL_WIDTH + highest * scale + 10).toFixed(1)}" y="${middle + 5}">${escape(words)}</text>`;
  });
  return `<text class="soft" x="0" y="${top + 16}">${escape(title)}</text>\n${lines.join('\n')}`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
