import { expect, test, vi } from 'vitest';
import { readOfferedTypes } from './offered-types.ts';
import { readJob } from './normalize.ts';
import { createTaskTypeRegistry } from './task-type-registry.ts';
import { toldByDetail } from './told-task-type.ts';

const offer = (slug: string | undefined, taskTypeId: number | string, contentType: string, more: object = {}) => ({ contentType, taskTypeId, slug, slotName: 'original', available: true, ...more });
const CLONE = { id: 77, slug: 'voice-clone-detection', displayName: 'Voice Clones', description: 'Was this voice cloned?', inputSlots: [{ name: 'recording', mimes: ['audio/mpeg', 'AUDIO/WAV'] }] };

function registryTold(...taskTypes: object[]) {
  const registry = createTaskTypeRegistry();
  registry.learn(readOfferedTypes({ taskTypes }));
  return registry;
}

function registryWithDetail(taskType: object) {
  const registry = createTaskTypeRegistry();
  const info = readJob({ jobId: 1, taskType }).taskType;
  const told = info && toldByDetail(info);
  if (told) registry.learn([told]);
  return registry;
}

test('a built-in type is found by its slug and by its id as number or text, and has no id where clients differ on it', () => {
  const registry = createTaskTypeRegistry();
  for (const key of ['face-intelligence', 8, '8']) expect(registry.find(key)).toMatchObject({ key: 'face-intelligence', id: '8', options: 'face-checks' });
  expect(registry.find('pdf-tampering-detection')).toMatchObject({ id: null, isOffered: false });
  for (const key of [null, '', '12', '13', 'constructor', '__proto__']) expect(registry.find(key)).toBeNull();
});

test.each(['12', 13])('PDF goes to the tampering detector under the id that the platform says (%s), else to Document Intelligence', (id) => {
  expect(createTaskTypeRegistry().usualFor('pdf')).toBe('document-intelligence');
  const registry = registryTold(offer('pdf-tampering-detection', id, 'application/pdf'));
  expect(registry.usualFor('pdf')).toBe('pdf-tampering-detection');
  expect(registry.find('pdf-tampering-detection')).toMatchObject({ id: String(id), name: 'PDF Tampering Detection', formats: ['pdf'], isOffered: true });
  expect(registry.find(id)?.key).toBe('pdf-tampering-detection');
  const refusing = registryTold(offer('pdf-tampering-detection', id, 'application/pdf', { available: false }));
  expect(refusing.usualFor('pdf')).toBe('document-intelligence');
  expect(refusing.offeredFor('pdf').map(({ key }) => key)).toEqual(['document-intelligence']);
});

test('a built-in type that the platform runs under another id is sent under it, and whoever has its own id has taken it', () => {
  const registry = registryTold(offer('ai-image-detection', 101, 'image/jpeg'), offer('voice-clone-detection', 2, 'audio/mpeg'));
  expect(registry.find('ai-image-detection')).toMatchObject({ id: '101', formats: ['jpeg', 'png'] });
  expect(registry.find(1)).toMatchObject({ key: 'ai-image-detection' });
  expect(registry.find(2)).toMatchObject({ key: 'voice-clone-detection' });
  expect(registry.find('ai-audio-detection')).toMatchObject({ id: null, isOffered: false });
  expect(registry.usualFor('mp3')).toBe('voice-clone-detection');
});

test('a type never heard of has a name made of its slug, until a detail tells its own', () => {
  const registry = registryTold(offer('voice-clone-detection', '77', 'audio/mpeg'), offer('voice-clone-detection', '77', 'audio/wav', { available: false }), offer(undefined, 9001, 'image/*'));
  expect(registry.find(77)).toMatchObject({ key: 'voice-clone-detection', id: '77', name: 'Voice clone detection', question: null, formats: ['mp3'], judgesAuthenticity: true, timeoutMs: null, isOffered: true });
  expect(registry.find('9001')).toMatchObject({ key: '9001', slug: null, name: 'Type 9001', formats: ['jpeg', 'png'] });
  const heard = vi.fn<() => void>();
  registry.subscribe(heard);
  const before = registry.all();
  const info = readJob({ jobId: 1, taskType: CLONE }).taskType;
  const told = info && toldByDetail(info);
  if (!told) throw new Error('Nothing was told.');
  expect(registry.learn([told])).toBe(true);
  expect(heard).toHaveBeenCalledOnce();
  expect(registry.all()).not.toBe(before);
  // The list of what the key may run says what is available now; the detail is of a job of some day.
  expect(registry.find(77)).toMatchObject({ name: 'Voice Clones', question: 'Was this voice cloned?', slotName: 'original', formats: ['mp3'] });
  const after = registry.all();
  expect(registry.learn([told])).toBe(false);
  expect(registry.all()).toBe(after);
});

test('a type that only a detail told of can be chosen, with its own slot', () => {
  const registry = registryWithDetail(CLONE);
  expect(registry.offeredFor('wav').map(({ key }) => key)).toContain('voice-clone-detection');
  expect(registry.find('voice-clone-detection')).toMatchObject({ id: '77', slotName: 'recording', formats: ['mp3', 'wav'] });
});

test('the type of a job: by its slug, whatever its id; by its id where no slug is; as it describes itself where nothing is known', () => {
  const registry = createTaskTypeRegistry();
  expect(registry.ofJob({ taskTypeId: '12', taskTypeSlug: 'pdf-tampering-detection' })?.name).toBe('PDF Tampering Detection');
  expect(registry.ofJob({ taskTypeId: '3' })?.key).toBe('ai-video-detection');
  expect(registry.ofJob({ taskTypeId: '1', taskTypeSlug: 'voice-clone-detection' })).toMatchObject({ key: 'voice-clone-detection', name: 'Voice clone detection' });
  expect(registry.ofJob(readJob({ jobId: 1, taskType: CLONE }))).toMatchObject({ key: 'voice-clone-detection', name: 'Voice Clones', question: 'Was this voice cloned?' });
  expect(registry.ofJob({ taskTypeId: '42' })).toBeNull();
  expect(registry.keyOf({ taskTypeId: '42' })).toBe('42');
});

test('what a platform may tell is bounded', () => {
  const registry = registryTold(...Array.from({ length: 1_000 }, (_, n) => offer(`type-${n}`, 1_000 + n, 'image/png', { description: 'x'.repeat(10_000) })));
  expect(registry.told()).toHaveLength(200);
  expect(JSON.stringify(registry.told()).length).toBeLessThan(500_000);
});
