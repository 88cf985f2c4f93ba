import type { Part } from './lib/part.ts';
import { firstLoadJobs, firstLoadUpload } from './parts/first-load.ts';
import { following } from './parts/following.ts';
import { gatewayLatency } from './parts/gateway-latency.ts';
import { gatewayRelay } from './parts/gateway-relay.ts';
import { lighthouse } from './parts/lighthouse.ts';
import { staging } from './parts/staging.ts';
import { table } from './parts/table.ts';
import { uploadLarge } from './parts/upload-large.ts';
import { uploadMany } from './parts/upload-many.ts';

/** Every part, in the order of the table. */
export const parts: readonly Part[] = [uploadLarge, uploadMany, staging, following, table, firstLoadUpload, firstLoadJobs, lighthouse, gatewayLatency, gatewayRelay];
