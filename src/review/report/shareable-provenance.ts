import type { Provenance } from '../provenance/provenance.ts';

/** What was read of a file without where it was taken, which could harm whom it shows once it is handed on. */
export interface ShareableProvenance extends Provenance {
  /** Whether coordinates were found and left out. */
  readonly locationLeftOut: boolean;
}

/** Provenance as it may leave this browser. */
export function shareableProvenance(provenance: Provenance): ShareableProvenance {
  const { metadata } = provenance;
  if (metadata.state !== 'found' || metadata.facts.gps === null) return { ...provenance, locationLeftOut: false };
  return { ...provenance, metadata: { ...metadata, facts: { ...metadata.facts, gps: null } }, locationLeftOut: true };
}
