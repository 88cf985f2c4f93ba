/** Stands wherever provenance does. */
export const NO_PART_OF_THE_FINDING = 'What the file says of itself is no part of the detector’s finding: it can be missing from genuine media, and all but a valid signature can be forged.';
