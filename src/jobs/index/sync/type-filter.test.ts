// @vitest-environment node
import { afterEach, expect, test } from 'vitest';
import type { JobSummary } from '#src/jobs-api/job.ts';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import { DEFAULT_VIEW } from '../../model/search-params.ts';
import { JobQueryEngine } from '../store/job-query-engine.ts';

const SLUG = 'pdf-tampering-detection';
const told = (ids: readonly string[]) => ({ slug: SLUG, ids, name: null, description: null, slotName: null, mimes: ['application/pdf'], refused: [] });

afterEach(() => taskTypes.restore([]));

function bookOf(types: readonly (string | null)[]): JobQueryEngine {
  const queryEngine = new JobQueryEngine();
  const slots = types.map((taskTypeId, n) => {
    const job: JobSummary = { id: `job-${n}`, taskTypeId, status: 'completed', statusWord: 'completed', createdAt: n, updatedAt: n };
    return queryEngine.columns.put({ ...job, detail: null }).slot;
  });
  queryEngine.touch(new Set(slots));
  return queryEngine;
}

const shown = (queryEngine: JobQueryEngine, type: string) => Array.from(queryEngine.inView({ ...DEFAULT_VIEW, type }), (slot) => queryEngine.columns.ids[slot] ?? '').toSorted((a, b) => a.localeCompare(b));

test('a type in the address is an id, as in bookmarks, or a slug', () => {
  const queryEngine = bookOf(['1', '2', '1', null, '99']);
  for (const type of ['1', 'ai-image-detection']) expect(shown(queryEngine, type)).toEqual(['job-0', 'job-2']);
  expect(shown(queryEngine, '99')).toEqual(['job-4']);
  for (const type of ['no-such-type', SLUG]) expect(shown(queryEngine, type)).toEqual([]);
});

test('a type without an id of its own is found once the platform tells it; all of its ids are one type', () => {
  const queryEngine = bookOf(['12', '13', '6']);
  expect(shown(queryEngine, SLUG)).toEqual([]);
  taskTypes.learn([told(['13'])]);
  expect(shown(queryEngine, SLUG)).toEqual(['job-1']);
  taskTypes.learn([told(['12'])]);
  for (const type of [SLUG, '12', '13']) expect(shown(queryEngine, type)).toEqual(['job-0', 'job-1']);
  const row = queryEngine.rowAt(queryEngine.columns.slotOf('job-1') ?? -1);
  expect(row?.typeName).toBe('PDF Tampering Detection');
});
