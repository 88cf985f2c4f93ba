/**
 * The header in which the page says whose session it counts on: the fingerprint of platform and key. Another tab may have
 * signed in with another key meanwhile; the server then answers 401 `ACCOUNT_CHANGED` instead of the other account's jobs.
 */
export const ACCOUNT_HEADER = 'Assay-Account';

/** The code of that refusal. */
export const ACCOUNT_CHANGED = 'ACCOUNT_CHANGED';
