import { allStoreUses, isOfAnother } from '#src/connection/choose-store.ts';
import type { Session } from '#src/connection/session.ts';
import { databaseNames } from '#src/connection/store-name.ts';
import { currentJudgement, type JudgementEntry } from '#src/review/judgement/judgement.ts';
import { openJudgementStorage } from '#src/review/judgement/judgement-storage.ts';
import { readStoredUploads, type StoredUploads } from '#src/upload/storage/stored-uploads.ts';
import type { StoredJob } from './check-store.ts';

/** Stores of this browser that the session is not shown, and facts to know them again by. */
export interface OtherStore {
  readonly name: string;
  /** Files that became jobs. */
  readonly sent: number;
  /** Files that did not yet. */
  readonly unsent: number;
  /** Jobs with a judgement that holds. */
  readonly judged: number;
  /** ms epoch; null when nothing tells. */
  readonly lastUsedAt: number | null;
  /** Whether the platform itself says that they are the session's own tenant's. */
  readonly isOwnTenants: boolean;
  readonly jobs: readonly StoredJob[];
}

const UPLOADS = 'assay-upload-';
const JUDGEMENTS = 'assay-review-';

/**
 * The stores that the session's key may have a claim to, used last first. Those that are known to be another tenant's or another
 * platform's are not among them, nor those that hold neither files nor judgements.
 */
export async function listOtherStores({ storeName, tenant, host }: Session): Promise<readonly OtherStore[]> {
  const databases = await databaseNames();
  const uses = allStoreUses();
  const names = new Set(databases.flatMap((name) => [UPLOADS, JUDGEMENTS].flatMap((prefix) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []))));
  const stores = await Promise.all([...names].map(async (name) => {
    const usesOfIt = Object.values(uses).filter((use) => use.store === name);
    const isElsewhere = usesOfIt.length > 0 && usesOfIt.every((use) => use.host !== host);
    if (name === storeName || isElsewhere || (tenant !== null && isOfAnother(name, tenant, uses))) return null;
    const uploads = databases.includes(UPLOADS + name) ? await readStoredUploads(name) : { evidence: [], items: [] };
    const entries = databases.includes(JUDGEMENTS + name) ? (await openJudgementStorage(name).load()).entries : [];
    const isOwnTenants = tenant !== null && usesOfIt.some((use) => use.tenant === tenant);
    return describe(name, uploads, entries, usesOfIt.map(({ usedAt }) => usedAt), isOwnTenants);
  }));
  return stores.flatMap((store) => (store === null || store.sent + store.unsent + store.judged === 0 ? [] : [store])).toSorted((a, b) => (b.lastUsedAt ?? 0) - (a.lastUsedAt ?? 0));
}

function describe(name: string, { evidence, items }: StoredUploads, entries: readonly JudgementEntry[], usedAt: readonly number[], isOwnTenants: boolean): OtherStore {
  const sent = evidence.map((each) => ({ jobId: each.jobId, fileName: each.name, sizeBytes: each.sizeBytes, at: each.times.finalized ?? each.times.staged }));
  const unsent = items.filter(({ state }) => state.status !== 'submitted' && state.status !== 'removing');
  const going = unsent.flatMap(({ job, name: fileName, sizeBytes, times }) => (job === null ? [] : [{ jobId: job.id, fileName, sizeBytes, at: times.created ?? times.staged }]));
  const judged = new Map<string, JudgementEntry[]>();
  for (const entry of entries) judged.set(entry.jobId, [...(judged.get(entry.jobId) ?? []), entry]);
  const known = new Set([...sent, ...going].map(({ jobId }) => jobId));
  const onlyJudged = [...judged].flatMap(([jobId, log]) => (known.has(jobId) ? [] : [{ jobId, fileName: null, sizeBytes: null, at: Math.max(...log.map(({ at }) => at)) }]));
  const jobs = [...sent, ...going, ...onlyJudged];
  const moments = [...usedAt, ...jobs.map(({ at }) => at), ...unsent.map(({ times }) => times.staged), ...entries.map(({ at }) => at)];
  return {
    name,
    sent: sent.length,
    unsent: unsent.length,
    judged: [...judged.values()].filter((log) => currentJudgement(log.toSorted((a, b) => a.at - b.at)) !== null).length,
    lastUsedAt: moments.length === 0 ? null : moments.reduce((latest, at) => Math.max(latest, at)),
    isOwnTenants,
    jobs,
  };
}
