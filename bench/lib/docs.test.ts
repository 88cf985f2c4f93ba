import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { withFigures, writeDocs } from './docs.ts';
import type { PartResult } from './results.ts';

const result: PartResult = {
  title: 'Upload <one> file',
  ours: 'the upload page',
  measuredAt: '2026-01-02T03:04:05.000Z',
  seconds: 60,
  machine: '2 cores',
  rows: [
    {
      metric: 'time', unit: 's', better: 'less', peer: 'curl',
      ours: { median: 2, spread: 0.1, runs: [1.9, 2, 2.1] }, theirs: { median: 4, spread: 0, runs: [4, 4, 4] },
      ratio: 0.5, goal: 'at most 1 of it', met: true, problem: null,
    },
  ],
};

test('the section of figures is written anew, and what a person wrote stays', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-docs-'));
  try {
    const page = join(folder, 'performance.md');
    writeDocs(folder, {});
    const empty = readFileSync(page, 'utf8');
    writeFileSync(page, `${empty.replace('# Performance', '# Performance\n\nBy hand, before.')}\nBy hand, after.\n`);
    writeDocs(folder, { upload: result });
    writeDocs(folder, { upload: result });
    const written = readFileSync(page, 'utf8');
    expect(written).toContain('By hand, before.');
    expect(written.trimEnd()).toMatch(/By hand, after\.$/);
    expect(written.match(/^### /gm)).toHaveLength(1);
    expect(written).toContain('| time | 2 s | curl | 4 s | 0.50 | 10 % / 0 % | at most 1 of it | reached |');
    expect(written).toContain('](performance/upload.svg)');
    const chart = readFileSync(join(folder, 'performance', 'upload.svg'), 'utf8');
    expect(chart).toContain('Upload &lt;one> file');
    expect(chart).toContain('width="170.0"');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a page without marks is not touched', () => {
  expect(() => withFigures('# Performance\n', 'figures')).toThrow('has lost its marks');
});
