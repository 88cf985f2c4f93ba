import { useQuery } from '@tanstack/react-query';

/** The bytes of a job's file as this browser kept them after the upload. */
export interface KeptFile {
  readonly blob: Blob;
  readonly name: string;
  readonly contentType: string;
}

/** Loads what this browser kept of a job's file; null when it kept nothing. */
export type LoadKeptFile = () => Promise<KeptFile | null>;

/** What this browser kept of a job's file: undefined while that is looked up, null when there is nothing. */
export function useKeptFile(jobId: string, load: LoadKeptFile): KeptFile | null | undefined {
  const { data, isError } = useQuery({ queryKey: ['kept-file', jobId], queryFn: load, networkMode: 'always', staleTime: Infinity, gcTime: 0, retry: false });
  return isError ? null : data;
}
