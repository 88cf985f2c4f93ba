import { afterFailure } from '../after-failure.ts';
import { lookForLeftovers } from '../look-for-leftovers.ts';
import { discardItem, runItem, type UploadSteps } from '../run-item.ts';

/** The steps of an upload, there at once: a clock that is moved by hand does not wait for code that is loaded. */
export const loadSteps = async (): Promise<UploadSteps> => ({ runItem, discardItem, lookForLeftovers, afterFailure });
