/**
 * The vocabularies that the sandbox speaks: `documented` is the reference's, with the deployed fields beside it (wire
 * format, sections 2 and 3), `deployed` that of section 5 alone, `current` that of sections 5 and 6.
 */
export const VOCABULARIES = ['documented', 'deployed', 'current'] as const;

/** See {@link VOCABULARIES}. */
export type Vocabulary = (typeof VOCABULARIES)[number];
