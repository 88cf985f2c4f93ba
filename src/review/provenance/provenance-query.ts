import { queryOptions } from '@tanstack/react-query';
import { loadProvenance } from './provenance-store.ts';

/** What was read of a job's file and kept on this device; null when nothing was. */
export const provenanceQuery = (storeName: string, jobId: string) =>
  queryOptions({ queryKey: ['provenance', storeName, jobId], queryFn: () => loadProvenance(storeName, jobId), networkMode: 'always', staleTime: Infinity });
