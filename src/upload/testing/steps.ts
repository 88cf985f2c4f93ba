import { afterFailure } from '../model/failure-policy.ts';
import { lookForLeftovers } from '../engine/look-for-leftovers.ts';
import { discardItem, runItem, type UploadSteps } from '../engine/run-item.ts';

/** The steps of an upload, there at once: a clock that is moved by hand does not wait for code that is loaded. */
export const loadSteps = async (): Promise<UploadSteps> => ({ runItem, discardItem, lookForLeftovers, afterFailure });
