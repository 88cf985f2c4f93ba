import type { ToldTaskType } from './told-task-type.ts';
import { wireIntegration, wireOffer } from './wire.ts';

/** Reads what a key may run (wire format, section 6.1): one entry a type, whatever the number of its media types. Never throws. */
export function readOfferedTypes(answer: unknown): readonly ToldTaskType[] {
  const offers = (wireIntegration.safeParse(answer).data?.taskTypes ?? []).flatMap((entry) => {
    const read = wireOffer.safeParse(entry);
    return read.success ? [read.data] : [];
  });
  const byKey = new Map<string, ToldTaskType>();
  for (const { slug = null, taskTypeId, contentType, slotName, displayName, name, description, available = true } of offers) {
    const id = taskTypeId === undefined ? null : String(taskTypeId);
    const key = slug ?? id;
    if (key === null) continue;
    const before = byKey.get(key);
    const mime = contentType === undefined ? [] : [contentType.toLowerCase()];
    byKey.set(key, {
      slug,
      ids: [...new Set([...(before?.ids ?? []), ...(id === null ? [] : [id])])],
      name: before?.name ?? displayName ?? name ?? null,
      description: before?.description ?? description ?? null,
      slotName: before?.slotName ?? slotName ?? null,
      mimes: [...(before?.mimes ?? []), ...(available ? mime : [])],
      refused: [...(before?.refused ?? []), ...(available ? [] : mime)],
      isCurrent: true,
    });
  }
  return [...byKey.values()];
}
