/** Raised whenever a job's result may be read differently than before: what another version read is read again, never trusted. */
export const READER_VERSION = 3;
