import { BAND_WORDS, type Band } from '../thresholds/bands.ts';

/** One job of a comparison, as far as the words above it go. */
export interface Compared {
  /** null while there is no result. */
  readonly band: Band | null;
  /** 64 hexadecimal digits; null when it is not known. */
  readonly sha256: string | null;
}

/** Whether jobs are about the same file, as a sentence. */
export function sameFileWords(jobs: readonly Compared[]): string {
  const hashes = new Set(jobs.map(({ sha256 }) => sha256));
  if (hashes.has(null)) return 'Whether these are the same file is not known: the SHA-256 of one is missing.';
  return hashes.size === 1 ? 'All are about the same file: the SHA-256 is equal.' : 'These are different files: the SHA-256 differs.';
}

/** How the findings of several jobs stand to each other, as sentences. They are counted, never blended. */
export function agreementWords(jobs: readonly Compared[]): string {
  const counts = new Map<Band, number>();
  for (const { band } of jobs) if (band !== null) counts.set(band, (counts.get(band) ?? 0) + 1);
  if (counts.size === 0) return 'None has a result yet.';
  const said = [...counts].map(([band, count]) => `${count} × ${BAND_WORDS[band].toLowerCase()}`).join(', ');
  return counts.has('authentic') && counts.has('manipulated')
    ? `The findings differ: ${said}. Each detector answers a question of its own, so one does not cancel the other.`
    : `The findings: ${said}.`;
}
