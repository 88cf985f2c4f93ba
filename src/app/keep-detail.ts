import type { KeepDetail } from '#src/jobs/index/sync/open-index.ts';

/** `keptDetailOf` of `kept-detail.ts`, whose code comes with the first detail: a list that is known needs no reader of results. */
export const keepDetail: KeepDetail = async (job) => (await import('./kept-detail.ts')).keptDetailOf(job);
