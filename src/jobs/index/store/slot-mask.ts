/** Marks slots with 1, all others below the highest with 0: for a hundred thousand of them, far quicker than a set. */
export function slotMaskOf(slots: Iterable<number>): Uint8Array {
  let highest = -1;
  for (const slot of slots) highest = Math.max(highest, slot);
  const slotMask = new Uint8Array(highest + 1);
  for (const slot of slots) slotMask[slot] = 1;
  return slotMask;
}
