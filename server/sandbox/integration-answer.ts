import { MEDIA_FORMATS } from '#src/jobs-api/media-formats.ts';
import { ORIGINAL_SLOT } from '#src/jobs-api/task-types.ts';

import type { Account } from './keys.ts';
import { offeredTypes } from './task-types.ts';

const BITS = { Read: 1, Write: 2, Delete: 4 } as const;

/** What a key may do and run (wire format, section 6.1). */
export function integrationAnswer({ tenant, permissions }: Account): unknown {
  return {
    tenant: { id: tenant, name: 'Sandbox', type: 'sandbox' },
    integration: { id: `${tenant}-integration`, provider: 'sandbox', name: 'Sandbox', status: 'active' },
    permissions: permissions.reduce((bits, permission) => bits + BITS[permission], 0),
    permissionNames: permissions.map((permission) => `${permission}Job`),
    taskTypes: offeredTypes('current').flatMap(({ id, slug, formats }) =>
      formats.map((format) => ({ contentType: MEDIA_FORMATS[format].mimes[0], taskTypeId: String(id), slug, slotName: ORIGINAL_SLOT, available: true })),
    ),
  };
}
