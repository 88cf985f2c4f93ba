import { jobsQuery } from './jobs-in-address.ts';

/** Every address inside the app, built in one place. */
export const paths = {
  home: '/',
  upload: '/upload',
  jobs: '/jobs',
  job: (jobId: string) => `/jobs/${encodeURIComponent(jobId)}`,
  /** Two to four jobs side by side. */
  compare: (jobIds: readonly string[] = []) => `/compare${jobIds.length === 0 ? '' : jobsQuery(jobIds)}`,
  /** One report of several jobs. */
  report: (jobIds: readonly string[]) => `/report${jobsQuery(jobIds)}`,
  settings: '/settings',
  /** `next` is where to go once signed in; only addresses inside the app are followed. */
  signIn: (next?: string) => (next === undefined ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`),
} as const;

/** The `next` of a sign-in address when it lies inside the app, else the upload page: never an open redirect. */
export function nextPath(search: URLSearchParams): string {
  const next = search.get('next') ?? '';
  return /^\/(?![/\\])/.test(next) ? next : paths.upload;
}
