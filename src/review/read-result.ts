import { taskTypeOf } from '#src/jobs-api/task-types.ts';
import { formatPlural } from '#src/ui/format.ts';
import { FACES, readClaims } from './claims.ts';
import { findingWords } from './finding-words.ts';
import { asRecord, ownField, readNumber, readYesNo, readShare, type ResultRecord } from './read-fields.ts';

/** What a result says, and no more than it says. */
export interface Reading {
  /** In plain words, without a full stop; several findings are joined by a semicolon. */
  readonly finding: string;
  /** `none`: the result says nothing about authenticity, or contradicts itself. */
  readonly direction: 'authentic' | 'manipulated' | 'none';
  /** Between 0 and 1, in that finding; null when none is given, or when it cannot be told to which finding it belongs. */
  readonly confidence: number | null;
  /** Whether the result says of itself that it is simulated. */
  readonly simulated: boolean;
  /** Fields of the result that do not agree, each in words. */
  readonly contradictions: readonly string[];
}

// Two statements of one confidence that differ by more are a contradiction, not rounding.
const TOLERANCE = 0.05;

// Names beyond this would make the finding unreadable.
const MOST_NAMES = 8;
const MOST_NAME_LENGTH = 60;

/** The finding of a result whose fields do not agree. */
export const CONTRADICTS = 'The result contradicts itself';

const UNREADABLE = 'No verdict this version can read';

/**
 * Reads a result of any task type in either vocabulary (wire format, section 5.4). Never throws and never guesses:
 * without a field that says so, nothing is claimed.
 * @param taskTypeId as the job gives it; chooses the words
 */
export function readResult(result: unknown, taskTypeId: string | null): Reading {
  const record = asRecord(result);
  if (record === null) return nothingClaimed(result === undefined || result === null ? 'No result' : UNREADABLE, false);
  const simulated = isSimulated(record);
  const { claims, contradictions } = readClaims(record);
  const real = realConfidence(record);
  const similarity = readSimilarity(record);
  const manipulated = claims.length > 0 ? claims.some((claim) => claim.manipulated) : real === null ? null : real < 0.5;
  if (manipulated === null) return similarity ?? nothingClaimed(otherFinding(record), simulated);

  const unanimous = claims.every((claim) => claim.manipulated === manipulated);
  // Where two questions have different answers, one number for the whole file belongs to neither.
  const fromReal = real === null || !unanimous ? null : manipulated ? 1 - real : real;
  const stated = claims.length === 1 && claims[0]?.field !== FACES ? readShare(ownField(record, 'confidence')) : null;
  const conflicts = [...contradictions, ...conflictsWith(fromReal, stated, claims.length > 0)];
  if (conflicts.length > 0) return { ...nothingClaimed(CONTRADICTS, simulated), contradictions: conflicts };

  const type = taskTypeOf(taskTypeId)?.id ?? null;
  const said = (claims.length > 0 ? claims : [{ field: 'RealConfidencePercent', manipulated }]).map((claim) => {
    const words = findingWords(claims.length > 1 ? null : type, claim.field);
    return claim.manipulated ? words.manipulated : words.authentic;
  });
  return {
    finding: [...said, ...(similarity ? [similarity.finding] : [])].join('; '),
    direction: manipulated ? 'manipulated' : 'authentic',
    confidence: claims.length > 1 ? null : least(stated, fromReal),
    simulated,
    contradictions: [],
  };
}

function isSimulated(record: ResultRecord): boolean {
  return readYesNo(ownField(record, 'simulated')) === true;
}

function conflictsWith(fromReal: number | null, stated: number | null, claimed: boolean): readonly string[] {
  if (fromReal === null) return [];
  if (claimed && fromReal < 0.5) return ['RealConfidencePercent says the opposite of the finding'];
  return stated !== null && Math.abs(stated - fromReal) > TOLERANCE ? ['confidence and RealConfidencePercent differ'] : [];
}

// Of two statements that agree up to rounding, the one that claims less.
function least(stated: number | null, fromReal: number | null): number | null {
  return stated === null || fromReal === null ? (stated ?? fromReal) : Math.min(stated, fromReal);
}

/** `RealConfidencePercent`, 0 to 100 on the wire, as a share that counts toward real. */
function realConfidence(record: ResultRecord): number | null {
  const percent = readNumber(ownField(record, 'RealConfidencePercent'));
  return percent !== null && percent >= 0 && percent <= 100 ? percent / 100 : null;
}

function readSimilarity(record: ResultRecord): Reading | null {
  const similar = readYesNo(ownField(record, 'isSimilar'));
  if (similar === null) return null;
  const finding = similar ? 'The two faces look like the same person' : 'The two faces do not look like the same person';
  return { ...nothingClaimed(finding, isSimulated(record)), confidence: similarityConfidence(record, similar) };
}

// The score counts toward "same person"; a score above 1 is a percentage.
function similarityConfidence(record: ResultRecord, similar: boolean): number | null {
  const score = readNumber(ownField(record, 'similarityScore'));
  const share = score === null || score < 0 || score > 100 ? null : score > 1 ? score / 100 : score;
  if (share === null) return null;
  return similar ? share : 1 - share;
}

/** Results that answer another question than authenticity. */
function otherFinding(record: ResultRecord): string {
  const vector = ownField(record, 'faceVector') ?? ownField(record, 'embedding');
  if (Array.isArray(vector)) return `A face vector of ${formatPlural(vector.length, 'number')}`;
  const tracks = ownField(record, 'tracks');
  if (Array.isArray(tracks)) return tracksFinding(tracks);
  return UNREADABLE;
}

function tracksFinding(tracks: readonly unknown[]): string {
  const names = tracks.flatMap((track) => {
    const entry = asRecord(track);
    const name = entry && ownField(entry, 'name');
    return typeof name === 'string' && name !== '' && name.length <= MOST_NAME_LENGTH ? [name] : [];
  });
  const count = `The audio was split into ${formatPlural(tracks.length, 'track')}`;
  return names.length === 0 || names.length > MOST_NAMES ? count : `${count}: ${names.join(', ')}`;
}

function nothingClaimed(finding: string, simulated: boolean): Reading {
  return { finding, direction: 'none', confidence: null, simulated, contradictions: [] };
}
