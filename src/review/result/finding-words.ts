import { builtInOf, type BuiltInSlug } from '#src/jobs-api/task-types.ts';
import type { Question } from './flags.ts';

/** What an answer to a question says, in either direction, as one sentence without a full stop, and what was asked. */
interface QuestionWords {
  readonly manipulated: string;
  readonly authentic: string;
  /** In lower case, to stand in a list of what was not checked. */
  readonly asked: string;
}

const WORDS: Readonly<Record<Question, QuestionWords>> = {
  ai: { manipulated: 'The detector found signs of AI generation', authentic: 'The detector found no signs of AI generation', asked: 'AI generation' },
  swap: { manipulated: 'The detector found signs of a swapped face', authentic: 'The detector found no signs of a swapped face', asked: 'face swap' },
  liveness: { manipulated: 'Not live: the detector found signs that no live person was in front of the camera', authentic: 'Live: the detector found signs of a live person', asked: 'liveness' },
  edit: { manipulated: 'The detector found signs of editing', authentic: 'The detector found no signs of editing', asked: 'editing' },
  whole: { manipulated: 'The detector found signs of manipulation', authentic: 'The detector found no signs of manipulation', asked: 'manipulation' },
  'same-person': { manipulated: 'Not the same person: the two faces do not look alike', authentic: 'The same person: the two faces look alike', asked: 'similarity' },
};

const IMAGE_EDIT: QuestionWords = { manipulated: 'The detector found signs of editing in the image', authentic: 'The detector found no signs of editing in the image', asked: 'editing' };
const DOCUMENT: QuestionWords = { manipulated: 'The detector found signs that the document was tampered with', authentic: 'The detector found no signs of tampering', asked: 'tampering' };

// What is said to be edited; null for a type that does not look for edits.
const EDIT: Readonly<Record<BuiltInSlug, QuestionWords | null>> = {
  'ai-image-detection': null,
  'ai-audio-detection': null,
  'ai-video-detection': null,
  'faceswap-detection': null,
  'image-forgery-detection': IMAGE_EDIT,
  'document-intelligence': DOCUMENT,
  'face-liveness-detection': null,
  'face-intelligence': null,
  'face-embedding': null,
  'audio-splitter': null,
  'ekyc-deepfake': null,
  'pdf-tampering-detection': DOCUMENT,
};

/** The words for a question; what was edited is named by the slug of the job's task type. */
export function questionWords(question: Question, slug: string | null): QuestionWords {
  const type = question === 'edit' ? builtInOf(slug) : null;
  return (type === null ? null : EDIT[type.slug]) ?? WORDS[question];
}
