const PARAMETER = 'jobs';

/** The job ids of an address such as `?jobs=1,2`: each once, in their order. Junk gives ids that no job has. */
export function jobIdsIn(search: URLSearchParams): readonly string[] {
  const ids = search.getAll(PARAMETER).flatMap((list) => list.split(',')).map((id) => id.trim()).filter((id) => id !== '');
  return [...new Set(ids)];
}

/** The query that {@link jobIdsIn} reads. */
export function jobsQuery(jobIds: readonly string[]): string {
  return `?${PARAMETER}=${jobIds.map(encodeURIComponent).join(',')}`;
}
