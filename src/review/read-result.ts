import { taskTypeOf } from '#src/jobs-api/task-types.ts';
import { findingWords } from './finding-words.ts';
import { asRecord, ownField, readFlag, readNumber, readShare } from './read-fields.ts';

/** What a result says, and no more than it says. */
export interface Reading {
  /** One sentence in plain words, without a full stop. */
  readonly finding: string;
  /** `none`: the result says nothing about authenticity, or contradicts itself. */
  readonly direction: 'authentic' | 'manipulated' | 'none';
  /** Between 0 and 1, in that finding; null when none is given. */
  readonly confidence: number | null;
  /** Whether the result says of itself that it is simulated. */
  readonly simulated: boolean;
  /** Fields of the result that do not agree, each in words. */
  readonly contradictions: readonly string[];
}

/** Fields that say "manipulated" when they are true (wire format, section 5.4). */
const FLAGS = ['isAiGenerated', 'isDeepFake', 'isSpoof', 'isForged', 'isTampered', 'isManipulated', 'fake'] as const;

// Two statements of one confidence that differ by more are a contradiction, not rounding.
const TOLERANCE = 0.05;

/**
 * Reads a result of any task type in either vocabulary (wire format, section 5.4). Never throws and never guesses:
 * without a field that says so, nothing is claimed.
 * @param taskTypeId as the job gives it; chooses the words
 */
export function readResult(result: unknown, taskTypeId: string | null): Reading {
  const record = asRecord(result);
  if (record === null) return nothingClaimed(result === undefined || result === null ? 'No result' : 'A result that this version cannot read', false);
  const simulated = ownField(record, 'simulated') === true;
  const flags = FLAGS.flatMap((field) => {
    const manipulated = readFlag(ownField(record, field));
    return manipulated === null ? [] : [{ field, manipulated }];
  });
  const [first] = flags;
  const real = realConfidence(record);
  if (first === undefined && real === null) return withoutDirection(record, simulated);
  const type = taskTypeOf(taskTypeId)?.id ?? null;
  const manipulated = first?.manipulated ?? (real ?? 1) < 0.5;
  const words = findingWords(type, first?.field ?? 'RealConfidencePercent');
  const stated = first === undefined ? null : readShare(ownField(record, 'confidence'));
  const fromReal = real === null ? null : manipulated ? 1 - real : real;
  const contradictions = [
    ...flags.filter((flag) => flag.manipulated !== manipulated).map((flag) => `${flag.field} says the opposite of ${first?.field}`),
    ...(first !== undefined && fromReal !== null && fromReal < 0.5 ? [`RealConfidencePercent says the opposite of ${first.field}`] : []),
    ...(stated !== null && fromReal !== null && fromReal >= 0.5 && Math.abs(stated - fromReal) > TOLERANCE ? ['confidence and RealConfidencePercent differ'] : []),
  ];
  if (contradictions.length > 0) {
    return { ...nothingClaimed('The result contradicts itself', simulated), contradictions };
  }
  return {
    finding: manipulated ? words.manipulated : words.authentic,
    direction: manipulated ? 'manipulated' : 'authentic',
    confidence: stated ?? fromReal,
    simulated,
    contradictions,
  };
}

/** `RealConfidencePercent`, 0 to 100 on the wire, as a share that counts toward real. */
function realConfidence(record: Readonly<Record<string, unknown>>): number | null {
  const percent = readNumber(ownField(record, 'RealConfidencePercent'));
  return percent !== null && percent >= 0 && percent <= 100 ? percent / 100 : null;
}

/** Results that answer another question than authenticity. */
function withoutDirection(record: Readonly<Record<string, unknown>>, simulated: boolean): Reading {
  const similar = readFlag(ownField(record, 'isSimilar'));
  if (similar !== null) {
    const finding = similar ? 'The two faces look like the same person' : 'The two faces do not look like the same person';
    return { ...nothingClaimed(finding, simulated), confidence: similarityConfidence(record, similar) };
  }
  const vector = ownField(record, 'faceVector') ?? ownField(record, 'embedding');
  if (Array.isArray(vector)) return nothingClaimed(`A face vector of ${vector.length} numbers`, simulated);
  const tracks = ownField(record, 'tracks');
  if (Array.isArray(tracks)) return nothingClaimed(`The audio was split into ${tracks.length} tracks`, simulated);
  return nothingClaimed('A result that this version cannot read', simulated);
}

// The score counts toward "same person"; a score above 1 is a percentage.
function similarityConfidence(record: Readonly<Record<string, unknown>>, similar: boolean): number | null {
  const score = readNumber(ownField(record, 'similarityScore'));
  const share = score === null || score < 0 || score > 100 ? null : score > 1 ? score / 100 : score;
  if (share === null) return null;
  return similar ? share : 1 - share;
}

function nothingClaimed(finding: string, simulated: boolean): Reading {
  return { finding, direction: 'none', confidence: null, simulated, contradictions: [] };
}
