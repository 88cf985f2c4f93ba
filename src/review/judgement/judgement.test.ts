import { fc } from '#src/jobs-api/testing/fast-check.ts';
import { describe, expect, test } from 'vitest';
import { DEFAULT_THRESHOLDS } from '../thresholds/bands.ts';
import { addEntries, currentJudgement, disagrees, parseTags, type JudgementEntry } from './judgement.ts';
import { createJudgementStore, type JudgementChannel } from './judgement-store.ts';
import type { Draft, JudgementStorage } from './judgement-storage.ts';
import { mergeEntries, parseJudgements, printJudgements } from './judgements-file.ts';

const judged = (id: string, at: number, verdict: 'authentic' | 'manipulated' | 'inconclusive' = 'authentic', jobId = '1'): JudgementEntry =>
  ({ kind: 'judged', id, jobId, at, verdict, reason: id, tags: [], notes: '', detector: null });
const undone = (id: string, at: number, entryId: string): JudgementEntry => ({ kind: 'undone', id, jobId: '1', at, entryId });
const logOf = (...entries: JudgementEntry[]) => addEntries(new Map(), entries);

describe('the judgement that holds', () => {
  test.each<[string, JudgementEntry[], string | null]>([
    ['none', [], null],
    ['the latest by time, whatever the order it came in', [judged('b', 2), judged('a', 1)], 'b'],
    ['the one before, when the latest was taken back', [judged('a', 1), judged('b', 2), undone('u', 3, 'b')], 'a'],
    ['none, when all were taken back', [judged('a', 1), undone('u', 2, 'a')], null],
    ['a new one after taking back', [judged('a', 1), undone('u', 2, 'a'), judged('c', 3)], 'c'],
    ['what takes back something unknown changes nothing', [judged('a', 1), undone('u', 2, 'x')], 'a'],
  ])('%s', (_name, entries, expected) => {
    expect(currentJudgement(logOf(...entries).get('1') ?? [])?.id ?? null).toBe(expected);
  });

  test('an id that is known already is never overwritten', () => {
    const log = addEntries(logOf(judged('a', 1, 'authentic')), [judged('a', 9, 'manipulated')]);
    expect(log.get('1')).toEqual([judged('a', 1, 'authentic')]);
  });
});

const entry = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), at: fc.nat(5), undo: fc.option(fc.constantFrom('a', 'b', 'c')) }).map(({ id, at, undo }) => (undo === null ? judged(id, at) : undone(`u-${id}-${undo}`, at, undo)));
// One id stands for one entry everywhere, as it is in real life.
const entries = fc.uniqueArray(entry, { selector: ({ id }) => id });

test('merging is the same in any order and any number of times, and loses nothing', () => {
  fc.assert(fc.property(entries, fc.nat(), (all, seed) => {
    const cut = seed % (all.length + 1);
    const [mine, theirs] = [all.slice(0, cut), all.slice(cut)];
    const here = mergeEntries(logOf(...mine), theirs);
    const there = mergeEntries(logOf(...theirs), mine);
    expect(here.log).toEqual(there.log);
    expect(mergeEntries(here.log, all).log).toEqual(here.log);
    expect([...here.log.values()].flat()).toHaveLength(all.length);
    expect(here.added).toHaveLength(theirs.length);
  }));
});

test('a merge says for which jobs another judgement holds now', () => {
  const log = addEntries(logOf(judged('a', 5)), [judged('x', 5, 'authentic', '2')]);
  const outcome = mergeEntries(log, [judged('b', 9), judged('old', 1, 'authentic', '2'), judged('new', 1, 'authentic', '3'), judged('a', 5)]);
  expect(outcome.changedJobs).toEqual(['1']);
  expect(outcome.known).toBe(1);
});

describe('as a file', () => {
  const log = logOf(judged('a', 1), undone('u', 2, 'a'));

  test('what was exported is read back', () => {
    expect(parseJudgements(printJudgements(log, 'Sandbox', 0), 'Sandbox')).toEqual(log.get('1'));
  });

  test.each(['', '[]', '{"kind":"assay-judgements","version":1,"platform":"Sandbox","entries":[{"kind":"judged"}]}', '{"kind":"assay-judgements","version":2,"platform":"Sandbox","entries":[]}', 'null'])('%s is refused', (text) => {
    expect(() => parseJudgements(text, 'Sandbox')).toThrow('This is no file of judgements');
  });

  test('that of another platform is refused', () => {
    expect(() => parseJudgements(printJudgements(log, 'platform.authenta.ai', 0), 'Sandbox')).toThrow('about jobs on platform.authenta.ai');
  });
});

test.each([
  ['authentic', 'manipulated', 0.9, true],
  ['manipulated', 'authentic', 0.9, true],
  ['authentic', 'authentic', 0.9, false],
  ['inconclusive', 'manipulated', 0.9, false],
  ['authentic', 'manipulated', 0.6, false],
  ['authentic', 'manipulated', null, false],
  ['authentic', 'none', null, false],
] as const)('%s against %s %s: disagrees %s', (verdict, direction, confidence, expected) => {
  expect(disagrees(verdict, { direction, confidence }, DEFAULT_THRESHOLDS)).toBe(expected);
});

test('tags are trimmed, and each is there once', () => {
  expect(parseTags(' press ,, court,press, ')).toEqual(['press', 'court']);
});

function openDesks(count: number, kept: JudgementEntry[] = []) {
  const drafts = new Map<string, Draft>();
  const storage: JudgementStorage = {
    load: () => Promise.resolve({ entries: [...kept], drafts: [...drafts.values()] }),
    add: (added) => Promise.resolve(void kept.push(...added)),
    saveDraft: (draft) => Promise.resolve(void drafts.set(draft.jobId, draft)),
    removeDraft: (jobId) => Promise.resolve(void drafts.delete(jobId)),
  };
  const listeners: ((entries: readonly JudgementEntry[]) => void)[] = [];
  const channel = (): JudgementChannel => {
    const place = listeners.length;
    return {
      // As a real channel does, it tells everyone but the sender.
      post: (posted) => listeners.forEach((listener, index) => index !== place && listener(posted)),
      listen: (onEntries) => void listeners.push(onEntries),
    };
  };
  let ids = 0;
  const open = () => createJudgementStore({ storage: storage, channel: channel(), now: () => 1_000, newId: () => `new-${(ids += 1)}` });
  return { desks: Array.from({ length: count }, open), kept, drafts, storage };
}

const current = (judgements: ReturnType<typeof createJudgementStore> | undefined) => currentJudgement(judgements?.state.getState().log.get('1') ?? []);

describe('the desk', () => {
  const fields = { verdict: 'manipulated', reason: 'r', tags: ['t'], notes: '' } as const;

  test('a judgement is on disk, in every tab, and holds although an entry of the future is there', async () => {
    const { desks: [one, two], kept } = openDesks(2, [judged('future', 9_000)]);
    await one?.judge('1', fields, null);
    expect(current(one)).toMatchObject(fields);
    expect(current(two)).toEqual(current(one));
    expect(kept).toHaveLength(2);
    await two?.undo('1');
    expect(current(one)?.id).toBe('future');
    await one?.undo('1');
    await one?.undo('1');
    expect(current(two)).toBeNull();
    expect(kept).toHaveLength(4);
  });

  test('a draft stays until it is saved', async () => {
    const { desks: [one], drafts } = openDesks(1);
    await one?.setDraft({ jobId: '1', verdict: 'authentic', reason: 'half', tags: '', notes: '' });
    expect(drafts.size).toBe(1);
    await one?.judge('1', fields, null);
    expect(drafts.size).toBe(0);
    expect(one?.state.getState()).toMatchObject({ tags: ['t'], drafts: new Map() });
  });

  test('what the disk refuses is not shown as saved', async () => {
    const { desks: [one], storage } = openDesks(1);
    storage.add = () => Promise.reject(new Error('QuotaExceededError'));
    await expect(one?.judge('1', fields, null)).rejects.toThrow('QuotaExceededError');
    expect(current(one)).toBeNull();
  });
});
