// @vitest-environment node
import { expect, test } from 'vitest';
import { createGroupCommit, type GroupedWrite } from './group-commit.ts';

/** A disk that notes what it writes in each transaction, and fails those with a write of `bad`. */
function slowDisk(gatherMs = 0) {
  const transactions: string[][] = [];
  const commit = async (writes: readonly GroupedWrite<string[]>[]) => {
    const written: string[] = [];
    await Promise.all(writes.flatMap((write) => write(written)));
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    if (written.includes('bad')) throw new Error('No room.');
    transactions.push(written);
  };
  const put = createGroupCommit(commit, gatherMs);
  return { transactions, put: (name: string) => put((store) => [Promise.resolve(store.push(name))]) };
}

test('what comes while the disk is busy is written together, in its order', async () => {
  const { transactions, put } = slowDisk();
  await Promise.all(['a', 'b', 'c', 'd'].map(put));
  expect(transactions).toEqual([['a'], ['b', 'c', 'd']]);
});

test('what can wait is gathered, though the disk is free', async () => {
  const { transactions, put } = slowDisk(20);
  await Promise.all(['a', 'b', 'c'].map(put));
  expect(transactions).toEqual([['a', 'b', 'c']]);
});

test('a promise resolves only once its own write is on disk', async () => {
  const { transactions, put } = slowDisk();
  const first = put('a');
  const second = put('b');
  await first;
  expect(transactions).toEqual([['a']]);
  await second;
  expect(transactions).toEqual([['a'], ['b']]);
});

test('a write that cannot be made fails alone', async () => {
  const { transactions, put } = slowDisk();
  const results = await Promise.allSettled(['a', 'b', 'bad', 'c'].map(put));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(transactions.flat()).toEqual(['a', 'b', 'c']);
  await put('d');
  expect(transactions.at(-1)).toEqual(['d']);
});
