import { builtInOf, type BuiltInSlug } from '#src/jobs-api/task-types.ts';
import type { ResultRecord } from './read-fields.ts';
import { ownField, readFlag, readYesNo } from './read-fields.ts';

/** What a flag is about. `whole` is what the job's task type asks of the whole file; see {@link questionOf}. */
export type Question = 'ai' | 'swap' | 'liveness' | 'edit' | 'whole' | 'same-person';

/** A number that may stand beside a flag: a share of the finding, 0 to 1, or the confidence that it is real, 0 to 100. */
export type ConfidenceField = 'confidence' | 'RealConfidencePercent';

/** A flag on the wire. */
export interface Flag {
  readonly question: Question;
  /** What true says; `same-person` flags say nothing about authenticity. */
  readonly whenTrue: 'manipulated' | 'authentic' | 'none';
  /** The numbers that belong to it when its question is the only one that was answered. */
  readonly numbers: readonly ConfidenceField[];
}

const BOTH = ['confidence', 'RealConfidencePercent'] as const;
const SHARE = ['confidence'] as const;

/**
 * Every flag with what true means, which question it answers, and which numbers, if any, belong to it (wire format,
 * sections 5.4 and 6.5). The score of a similarity check is no confidence, so it belongs to none.
 */
export const FLAGS = {
  isAiGenerated: { question: 'ai', whenTrue: 'manipulated', numbers: BOTH },
  isDeepFake: { question: 'swap', whenTrue: 'manipulated', numbers: BOTH },
  isSpoof: { question: 'liveness', whenTrue: 'manipulated', numbers: SHARE },
  isLiveness: { question: 'liveness', whenTrue: 'authentic', numbers: SHARE },
  isTampered: { question: 'edit', whenTrue: 'manipulated', numbers: SHARE },
  isForged: { question: 'edit', whenTrue: 'manipulated', numbers: SHARE },
  isManipulated: { question: 'edit', whenTrue: 'manipulated', numbers: SHARE },
  isFake: { question: 'whole', whenTrue: 'manipulated', numbers: BOTH },
  fake: { question: 'whole', whenTrue: 'manipulated', numbers: BOTH },
  isSimilar: { question: 'same-person', whenTrue: 'none', numbers: [] },
} as const satisfies Readonly<Record<string, Flag>>;

/** A flag's name on the wire. */
export type FlagName = keyof typeof FLAGS;

/** The names of {@link FLAGS}, in the order in which their findings are shown. */
export const FLAG_NAMES: readonly FlagName[] = ['isAiGenerated', 'isDeepFake', 'isSpoof', 'isLiveness', 'isTampered', 'isForged', 'isManipulated', 'isFake', 'fake', 'isSimilar'];

// By slug, since ids differ between clients (wire format, section 6.1).
const WHOLE: Readonly<Record<BuiltInSlug, Question>> = {
  'ai-image-detection': 'ai',
  'ai-audio-detection': 'ai',
  'ai-video-detection': 'ai',
  'faceswap-detection': 'swap',
  'ekyc-deepfake': 'swap',
  'image-forgery-detection': 'edit',
  'document-intelligence': 'edit',
  'pdf-tampering-detection': 'edit',
  'face-liveness-detection': 'liveness',
  // They answer several questions, or none.
  'face-intelligence': 'whole',
  'face-embedding': 'whole',
  'audio-splitter': 'whole',
};

/** What "fake", said of the whole file, is about: by the task type's slug, or by the flag that it stands beside. */
export function wholeQuestion(slug: string | null, record: ResultRecord): Question {
  const known = builtInOf(slug);
  const question = known === null ? 'whole' : WHOLE[known.slug];
  return question !== 'whole' ? question : (readFlag(ownField(record, 'isTampered')) === null ? 'whole' : 'edit');
}

/** What a flag says in its own polarity; null when it says neither yes nor no. */
export function readFlagValue(name: FlagName, value: unknown): boolean | null {
  const yes = readYesNo(value);
  if (yes !== null || name === 'isSimilar') return yes;
  // A word such as "fake" or "live" says which it is, whichever way the flag points.
  const manipulated = readFlag(value);
  if (manipulated === null) return null;
  return FLAGS[name].whenTrue === 'manipulated' ? manipulated : !manipulated;
}
