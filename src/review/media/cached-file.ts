import { useQuery } from '@tanstack/react-query';

/** The bytes of a job's file as this browser kept them after the upload. */
export interface CachedFile {
  readonly blob: Blob;
  readonly name: string;
  readonly contentType: string;
}

/** Loads what this browser kept of a job's file; null when it kept nothing. */
export type LoadCachedFile = () => Promise<CachedFile | null>;

/** What this browser kept of a job's file: undefined while that is looked up, null when there is nothing. */
export function useCachedFile(jobId: string, load: LoadCachedFile): CachedFile | null | undefined {
  const { data, isError } = useQuery({ queryKey: ['kept-file', jobId], queryFn: load, networkMode: 'always', staleTime: Infinity, gcTime: 0, retry: false });
  return isError ? null : data;
}
