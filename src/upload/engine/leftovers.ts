import type { LostCreate, UploadItem } from '../model/item.ts';

/** What is to be looked for, once more is: at once, and again some minutes after. `now` is ms epoch by this computer's clock. */
export function withLeftovers({ leftovers }: UploadItem, more: { readonly creates?: readonly LostCreate[]; readonly jobIds?: readonly string[] }, now: number): Pick<UploadItem, 'leftovers'> {
  if ((more.creates ?? []).length + (more.jobIds ?? []).length === 0) return {};
  const creates = [...(leftovers?.creates ?? []), ...(more.creates ?? [])];
  const jobIds = [...new Set([...(leftovers?.jobIds ?? []), ...(more.jobIds ?? [])])];
  return { leftovers: { creates, jobIds, looks: 0, from: now, until: now } };
}

/** The creates in doubt of an item that gets no answer to them any more. */
export function lostCreatesOf({ createAsks, createAskedAt, createKey }: UploadItem): readonly LostCreate[] {
  const asks = createAsks.length > 0 ? createAsks : createAskedAt === null ? [] : [createAskedAt];
  return asks.map((at) => ({ at, reference: createKey }));
}
