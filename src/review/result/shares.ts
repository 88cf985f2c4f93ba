import type { Claim } from './claims.ts';
import { isUnchecked, ownField, readNumber, readShare, type ResultRecord } from './read-fields.ts';

/** How sure a finding is. */
export interface Share {
  /** 0 to 1, in the finding; null when no number can be told to belong to it. */
  readonly confidence: number | null;
  /** Whose it is when it is not the whole file's: "face 0". */
  readonly of: string | null;
  /** Numbers that belong to no finding, or contradict theirs, each in words. */
  readonly numbers: readonly string[];
}

// Two statements of one confidence that differ by more do not agree, and neither is given.
const TOLERANCE = 0.05;

/**
 * The share of a result's finding. It is one only where a single question was answered, and the number belongs to its flag and
 * does not contradict it; any other number is given beside the finding, as it came.
 */
export function readShareOf(record: ResultRecord, claims: readonly Claim[]): Share {
  const stated = ['confidence', 'RealConfidencePercent'].filter((name) => ownField(record, name) !== undefined && !isUnchecked(ownField(record, name)));
  const asCame = (why: string) => stated.map((name) => `${name} is given as ${shown(ownField(record, name))}: ${why}`);
  const [only] = claims;
  if (only === undefined) return { confidence: null, of: null, numbers: asCame('there is no finding that it belongs to') };
  if (claims.length > 1) return { confidence: null, of: null, numbers: asCame('it belongs to none of the findings alone') };
  if (only.manipulated === null) return { confidence: null, of: null, numbers: asCame('the result contradicts itself') };
  const own = only.faces.length > 0 ? faceShare(only) : null;
  if (own !== null && own.confidence !== null) return { ...own, numbers: asCame('it is not said to belong to a face') };

  const { manipulated } = only;
  const shares = stated.map((name) => [name, only.numbers.some((number) => number === name) ? shareOf(record, name, manipulated) : null] as const);
  const usable = shares.flatMap(([, share]) => (share !== null && share >= 0.5 ? [share] : []));
  const least = usable.length === 0 ? null : Math.min(...usable);
  const apart = usable.some((share) => least !== null && share - least > TOLERANCE);
  const numbers = shares.flatMap(([name, share]) => {
    const value = `${name} is given as ${shown(ownField(record, name))}`;
    if (share === null) return [`${value}: it is not known to be a share of this finding`];
    if (share < 0.5) return [`${value}: it does not fit the finding, so no confidence is taken from it`];
    return apart ? [`${value}: it does not fit the other number, so no confidence is taken from it`] : [];
  });
  // A number against the flag leaves no other one to be trusted.
  return { confidence: apart || shares.some(([, share]) => share !== null && share < 0.5) ? null : least, of: null, numbers };
}

function shareOf(record: ResultRecord, name: string, manipulated: boolean): number | null {
  if (name === 'confidence') return readShare(ownField(record, name));
  const percent = readNumber(ownField(record, name));
  if (percent === null || percent < 0 || percent > 100) return null;
  return manipulated ? 1 - percent / 100 : percent / 100;
}

// The surest of the faces that are manipulated; of faces that are not, the least sure of all.
function faceShare({ faces, manipulated, question }: Claim): Omit<Share, 'numbers'> {
  const saying = faces.filter(({ swapped, live }) => (question === 'swap' ? swapped === manipulated : live === !manipulated));
  const sure = saying.flatMap(({ id, confidence }) => (confidence === null ? [] : [{ id, confidence }])).toSorted((a, b) => a.confidence - b.confidence);
  const chosen = manipulated ? sure.at(-1) : sure.length === faces.length ? sure[0] : undefined;
  // Below one half it says the opposite of what is said of the face.
  return chosen === undefined || chosen.confidence < 0.5 ? { confidence: null, of: null } : { confidence: chosen.confidence, of: `face ${chosen.id}` };
}

function shown(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value).slice(0, 40) : 'something else than a number';
}
