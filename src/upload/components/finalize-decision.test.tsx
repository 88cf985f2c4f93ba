import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { noActionLog, type ActionRecord, type StoredActionLog } from '#src/jobs-api/action-log.ts';
import { logActionsTo } from '#src/jobs-api/browser-client.ts';
import { noteCosts } from '#src/jobs-api/note-costs.ts';
import { FinalizeDecision } from './finalize-decision.tsx';

beforeEach(() => localStorage.clear());

const sent: ActionRecord = { id: '1', call: 'finalize', jobId: '7', itemId: 'item-1', sentAt: 1_800_000_000_000, answeredAt: 1_800_000_000_100, answer: '502 with a web page instead of an answer', reading: null, reference: null };

function show(choice: 'send-again' | 'fresh-job', reading: string | null, load: StoredActionLog['load'] = async (jobId) => (jobId === '7' ? [sent] : [])) {
  logActionsTo(async () => ({ ...noActionLog, load }));
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(<QueryClientProvider client={client}><FinalizeDecision problem={{ title: '', advice: '', said: null }} storeName="a" taskType="ai-image-detection" choice={choice} reading={reading} jobId="7" /></QueryClientProvider>);
}

test.each([
  ['send-again', 'Finalize again', /a second time if it was and the platform does not refuse the next\. Such jobs cost 3 credits lately\./],
  ['fresh-job', 'Make a fresh job', /charged: a second time for this file if the first finalize was carried out\. Such jobs cost 3 credits lately\./],
] as const)('who decides on %s sees what was sent and answered, what was read, and what each choice may cost', async (choice, name, cost) => {
  noteCosts('a', [{ id: '9', status: 'completed', cost: 3, createdAt: null, taskType: 'ai-image-detection' }]);
  show(choice, 'the platform says “in line” of the job');
  const log = screen.getByRole('region', { name: 'What this browser did' });
  expect(await within(log).findByText(/Asked to finalize\. Answer: 502 with a web page/)).toBeDefined();
  expect(log.textContent).toContain('Read last: the platform says “in line” of the job.');
  const terms = screen.getAllByRole('term').map(({ textContent }) => textContent);
  expect(terms).toEqual(['Look again', name, 'Remove']);
  const [look, pay, remove] = screen.getAllByRole('definition').map(({ textContent }) => textContent);
  expect(look).toContain('Costs nothing');
  expect(pay).toMatch(cost);
  expect(remove).toContain('Costs nothing more');
});

test('of a job that was not read, nothing is said to have been read', () => {
  show('fresh-job', null);
  expect(within(screen.getByRole('region', { name: 'What this browser did' })).queryByText(/Read last/)).toBeNull();
});

test('a log that cannot be read is said, and nothing else goes with it', async () => {
  show('send-again', null, () => Promise.reject(new Error('the disk is broken')));
  expect(await screen.findByText(/cannot be read from this browser’s disk: the disk is broken/)).toBeDefined();
  expect(screen.getAllByRole('term')).toHaveLength(3);
});
