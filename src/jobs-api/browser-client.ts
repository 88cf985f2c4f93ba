import { createJobsClient } from './client.ts';

/** Where the Jobs API lies for the page: its own origin, which adds the credential itself. */
const SAME_ORIGIN_API = '/api/v1';

let account: string | null = null;

/** Says whose session the page counts on from now on; every call is refused once another account is signed in. */
export function countOnAccount(next: string | null): void {
  account = next;
}

/** The page's one client of the Jobs API. It holds no key: the session cookie stands for it. */
export const jobsClient = createJobsClient({ baseUrl: SAME_ORIGIN_API, account: () => account });
