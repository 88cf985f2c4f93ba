import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { loadThumbnail } from '../storage/upload-record-store.ts';
import { useUploadAccount } from './upload-context.tsx';

// A job's page may open before its picture is made.
const MOST_LOOKS = 10;

/** A small picture of a job's file, from this browser's own copy. Nothing for a file that was uploaded elsewhere, or has no picture. */
export function JobThumbnail({ jobId }: { jobId: string }) {
  const storeName = useUploadAccount()?.storeName ?? null;
  const { data: picture = null } = useQuery({
    queryKey: ['upload-thumbnail', storeName, jobId],
    queryFn: () => (storeName === null ? null : loadThumbnail(storeName, jobId)),
    networkMode: 'always',
    refetchInterval: ({ state }) => (state.data === null && state.dataUpdateCount < MOST_LOOKS ? 1_000 : false),
  });
  const url = useObjectUrl(picture);
  return url === null ? null : <img src={url} alt="The file, as it was sent from here" className="mb-3 max-h-40 max-w-full rounded-md border border-line object-contain" />;
}

function useObjectUrl(blob: Blob | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = blob && URL.createObjectURL(blob);
    setUrl(made);
    return () => {
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [blob]);
  return url;
}
