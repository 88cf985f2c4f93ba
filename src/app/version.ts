import { version } from '../../package.json';

/** The version of Assay that this page was built from. */
export const appVersion: string = version;
