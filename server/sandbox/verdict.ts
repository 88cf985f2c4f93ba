import { createHash } from 'node:crypto';

/** What the words in a file's name ask the sandbox to do. */
export interface NameWords {
  readonly finding: 'fake' | 'real' | 'uncertain' | null;
  readonly fails: boolean;
  readonly slow: boolean;
  readonly overdue: boolean;
}

/** A simulated verdict. */
export interface Verdict {
  /** 0 (certainly real) to 1 (certainly not). */
  readonly fakeProbability: number;
  readonly isFake: boolean;
  /** 0.5 to 1: how sure the verdict is, whichever it is. */
  readonly confidence: number;
  /** 0 to 100: confidence that it is real (wire format, section 5.4). */
  readonly realConfidencePercent: number;
}

/** Reads the words in a file's name, in any letter case and also inside of longer ones; `fake` goes before `real`, `real` before `uncertain`. */
export function wordsIn(fileName: string): NameWords {
  const name = fileName.toLowerCase();
  const finding = (['fake', 'real', 'uncertain'] as const).find((word) => name.includes(word)) ?? null;
  return { finding, fails: name.includes('fail'), slow: name.includes('slow'), overdue: name.includes('overdue') };
}

/**
 * The verdict on a file: from the words in its name, or else from its SHA-256. `topic` lets the same file get findings
 * of its own for each question; the same name, bytes and topic always give the same.
 */
export function verdictOf(fileName: string, sha256: string, topic: string): Verdict {
  const [first, second] = numbersFrom(`${sha256}/${topic}`, 2);
  const finding = wordsIn(fileName).finding ?? drawn(first ?? 0);
  const spread = second ?? 0;
  const fakeProbability = round({ fake: 0.86 + 0.13 * spread, real: 0.14 - 0.13 * spread, uncertain: 0.46 + 0.08 * spread }[finding]);
  return {
    fakeProbability,
    isFake: fakeProbability >= 0.5,
    confidence: round(Math.max(fakeProbability, 1 - fakeProbability)),
    realConfidencePercent: round((1 - fakeProbability) * 100),
  };
}

/** `count` numbers from 0 up to 1, spread evenly and always the same for the same seed. */
export function numbersFrom(seed: string, count: number): number[] {
  return Array.from({ length: count }, (_, n) => createHash('sha256').update(`${seed}/${n}`).digest().readUInt32BE(0) / 2 ** 32);
}

/** Of unnamed files, 4 in 10 are fake, 1 in 10 uncertain. */
function drawn(number: number): 'fake' | 'real' | 'uncertain' {
  if (number < 0.4) return 'fake';
  return number < 0.9 ? 'real' : 'uncertain';
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
