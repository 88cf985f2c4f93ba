import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { READER_VERSION } from '#src/lib/reader-version.ts';
import { BAND_WORDS } from '../thresholds/bands.ts';
import { JudgementHistory } from './judgement-history.tsx';
import type { JudgementEntry } from './judgement.ts';

const DETECTOR = { taskTypeId: '7', finding: 'Live', direction: 'authentic', confidence: 0.96, simulated: false } as const;
const judged = (version: { readerVersion?: number }): JudgementEntry =>
  ({ kind: 'judged', id: 'j', jobId: '1', at: 1, verdict: 'manipulated', reason: 'a mask', tags: [], notes: '', detector: { ...DETECTOR, ...version } });
const bandsShown = () => Object.values(BAND_WORDS).filter((words) => document.body.textContent.toLowerCase().includes(`the detector: ${words.toLowerCase()}`));

test('what today’s reader read is repeated with its band', () => {
  render(<JudgementHistory entries={[judged({ readerVersion: READER_VERSION })]} thresholds={{}} />);
  expect(bandsShown()).toEqual(['Likely authentic']);
});

test.each([
  ['an older reader', { readerVersion: READER_VERSION - 1 }],
  ['a newer reader', { readerVersion: READER_VERSION + 1 }],
  ['a reader from before there were versions', {}],
])('a judgement that kept what %s read shows no band, and says why', (_name, version) => {
  render(<JudgementHistory entries={[judged(version)]} thresholds={{}} />);
  expect(bandsShown()).toEqual([]);
  expect(screen.getByText(/read by another version of Assay, so it is not repeated here/)).toBeDefined();
  expect(screen.getByText('a mask')).toBeDefined();
});
