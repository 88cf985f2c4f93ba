import { expect, test } from 'vitest';
import { jobIdsIn } from './jobs-in-address.ts';
import { paths } from './paths.ts';

test.each([
  ['?jobs=1,2', ['1', '2']],
  ['?jobs=2,1,2&jobs=3', ['2', '1', '3']],
  ['?jobs=%20,,', []],
  ['', []],
  ['?jobs=job-470,<b>', ['job-470', '<b>']],
])('%s names %j', (search, ids) => {
  expect(jobIdsIn(new URLSearchParams(search))).toEqual(ids);
});

test('ids come back from the addresses that are made of them', () => {
  const ids = ['469', 'job-470', 'a b&c=d#e/é'];
  expect(jobIdsIn(new URL(paths.report(ids), 'http://x').searchParams)).toEqual(ids);
  expect(jobIdsIn(new URL(paths.compare(ids), 'http://x').searchParams)).toEqual(ids);
});
