import { fc } from '#src/jobs-api/testing/fast-check.ts';
import { expect, test } from 'vitest';
import type { JobPage } from '#src/jobs-api/job.ts';
import { findDeleted } from './find-deleted.ts';

const PAGE = 10;

/** A list that answers pages of ten, and counts how often it was asked. */
function platform(ids: readonly string[]) {
  const seen = { asked: 0, ids };
  const readPage = async (page: number): Promise<JobPage> => {
    seen.asked += 1;
    const jobs = seen.ids.slice((page - 1) * PAGE, page * PAGE).map((id) => ({ id, taskTypeId: '1', status: 'completed' as const, statusWord: 'completed', createdAt: null, updatedAt: null }));
    return { jobs, unreadable: [], page, limit: PAGE, statedLimit: PAGE, total: seen.ids.length };
  };
  return { seen, readPage };
}

const numbered = (count: number) => Array.from({ length: count }, (_, n) => String(count - n));

test('whatever was deleted is found, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 120 }), fc.array(fc.nat(), { maxLength: 40 }), async (count, picks) => {
      const known = numbered(count);
      const deleted = new Set(picks.map((pick) => String((pick % count) + 1)));
      const left = known.filter((id) => !deleted.has(id));
      fc.pre(left.length > 0);
      const gone = new Set<string>();
      expect(await findDeleted({ ids: known, pageSize: PAGE }, platform(left).readPage, gone)).toBe(true);
      expect(gone).toEqual(deleted);
    }),
  );
});

test('one job among ten thousand takes a dozen requests', async () => {
  const known = numbered(10_000);
  const { seen, readPage } = platform(known.filter((id) => id !== '4321'));
  const gone = new Set<string>();
  await findDeleted({ ids: known, pageSize: PAGE }, readPage, gone);
  expect([...gone]).toEqual(['4321']);
  expect(seen.asked).toBeLessThanOrEqual(13);
});

test('a list in another order, or with jobs that are not known, has to be read anew', async () => {
  const known = numbered(30);
  expect(await findDeleted({ ids: known, pageSize: PAGE }, platform(known.toReversed().slice(1)).readPage, new Set())).toBe(false);
  expect(await findDeleted({ ids: known, pageSize: PAGE }, platform(['99', ...known.slice(2)]).readPage, new Set())).toBe(false);
});

test('jobs that come and go while it is looked for take no other with them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { minLength: 1, maxLength: 10 }), fc.array(fc.nat(), { maxLength: 10 }), async (before, during) => {
      const known = numbered(200);
      const deleted = new Set(before.map((pick) => String((pick % 200) + 1)));
      const list = platform(known.filter((id) => !deleted.has(id)));
      const moves = [...during];
      const readPage = async (page: number) => {
        const answer = await list.readPage(page);
        const pick = moves.pop();
        if (pick !== undefined) {
          const id = list.seen.ids[pick % list.seen.ids.length] ?? '';
          deleted.add(id);
          list.seen.ids = list.seen.ids.filter((other) => other !== id);
        }
        return answer;
      };
      const gone = new Set<string>();
      await findDeleted({ ids: known, pageSize: PAGE }, readPage, gone);
      for (const id of gone) expect(deleted).toContain(id);
    }),
  );
});
