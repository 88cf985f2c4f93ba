import { fc } from './testing/fast-check.ts';
import { expect, test, vi } from 'vitest';
import { createJobsClient } from './client.ts';
import { createTaskTypeLearning } from './learned-task-types.ts';
import { readJob } from './normalize.ts';
import { createTaskTypeRegistry } from './task-type-registry.ts';

const PDF = { contentType: 'application/pdf', taskTypeId: 13, slug: 'pdf-tampering-detection', slotName: 'original', available: true };

function learning(kept: Record<string, string>, answer: () => Response) {
  const registry = createTaskTypeRegistry();
  const fetched = vi.fn<typeof fetch>(() => Promise.resolve(answer()));
  const storage = { getItem: (key: string) => kept[key] ?? null, setItem: (key: string, value: string) => void (kept[key] = value) };
  return { registry, fetched, learned: createTaskTypeLearning({ registry, platform: createJobsClient({ baseUrl: '/api/v1', fetch: fetched }), storage: () => storage }) };
}

test('the platform is asked once an account, and what it told survives a reload, for that account alone', async () => {
  const kept: Record<string, string> = {};
  const first = learning(kept, () => Response.json({ taskTypes: [PDF] }));
  first.learned.open('alice');
  await Promise.all([first.learned.ask(), first.learned.ask()]);
  await first.learned.ask();
  expect(first.fetched).toHaveBeenCalledExactlyOnceWith('/api/v1/integrations/current', expect.anything());
  expect(first.registry.usualFor('pdf')).toBe('pdf-tampering-detection');
  const reloaded = learning(kept, () => Response.json({}));
  reloaded.learned.open('alice');
  expect(reloaded.registry.find('pdf-tampering-detection')?.id).toBe('13');
  reloaded.learned.open('bob');
  expect(reloaded.registry.usualFor('pdf')).toBe('document-intelligence');
  reloaded.learned.open('alice');
  expect(reloaded.registry.usualFor('pdf')).toBe('pdf-tampering-detection');
});

test.each([401, 403, 404])('a key that gets %i there keeps the built-in types, and is not asked again', async (status) => {
  const { learned, registry, fetched } = learning({}, () => Response.json({ message: 'no' }, { status }));
  const before = registry.all();
  learned.open('alice');
  await learned.ask();
  await learned.ask();
  expect(fetched).toHaveBeenCalledOnce();
  expect(registry.all()).toBe(before);
});

test('a platform that is down is asked again by the next one who needs it', async () => {
  const { learned, fetched } = learning({}, () => new Response('', { status: 502 }));
  learned.open('alice');
  await learned.ask();
  await learned.ask();
  expect(fetched).toHaveBeenCalledTimes(2);
});

test('nobody is asked while nobody is signed in', async () => {
  const { learned, fetched } = learning({}, () => Response.json({ taskTypes: [PDF] }));
  await learned.ask();
  expect(fetched).not.toHaveBeenCalled();
});

test('the type that a detail describes is known after a reload', () => {
  const kept: Record<string, string> = {};
  const { learned } = learning(kept, () => Response.json({}));
  learned.open('alice');
  learned.note(readJob({ jobId: 1, taskType: { id: 77, slug: 'voice-clone', displayName: 'Voice Clones', inputSlots: [{ name: 'original', mimes: ['audio/mpeg'] }] } }));
  const reloaded = learning(kept, () => Response.json({}));
  reloaded.learned.open('alice');
  expect(reloaded.registry.find(77)).toMatchObject({ name: 'Voice Clones', formats: ['mp3'] });
});

test('whatever lies in the storage is read without throwing, and the built-in types stay', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
    const { learned, registry } = learning({ 'assay.task-types.alice': text }, () => Response.json({}));
    learned.open('alice');
    expect(registry.find('ai-image-detection')?.name).toBe('AI Image Detector');
  }));
});

test('whatever the platform answers is read without throwing', async () => {
  await fc.assert(fc.asyncProperty(fc.json(), async (body) => {
    const { learned, registry } = learning({}, () => new Response(body, { headers: { 'Content-Type': 'application/json' } }));
    learned.open('alice');
    await learned.ask();
    expect(registry.all().length).toBeGreaterThanOrEqual(12);
  }), { numRuns: 50 });
});
