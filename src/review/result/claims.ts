import { FLAG_NAMES, FLAGS, readFlagValue, wholeQuestion, type ConfidenceField, type FlagName, type Question } from './flags.ts';
import { readIdentities, type Identity } from './identities.ts';
import { isUnchecked, ownField, readNumber, type ResultRecord } from './read-fields.ts';

/** The answer to one question. */
export interface Claim {
  readonly question: Question;
  /** For `same-person`, true: not the same. null when the fields that answer it contradict each other. */
  readonly manipulated: boolean | null;
  /** The numbers that may belong to it; a result's own `confidence` does not when only the single faces make it. */
  readonly numbers: readonly ConfidenceField[];
  /** The faces that make it, when no field does so for the whole file. */
  readonly faces: readonly Identity[];
}

/** What a result claims, one claim a question, in the order in which they are shown. */
export interface Claims {
  readonly claims: readonly Claim[];
  /** Fields that answer the same question differently, each pair in words. */
  readonly contradictions: readonly string[];
  /** Questions whose flags are null, and which nothing else answers. */
  readonly unchecked: readonly Question[];
}

interface Answer {
  readonly name: string;
  readonly question: Question;
  readonly manipulated: boolean;
  readonly flag: FlagName | null;
}

/**
 * Reads every flag of a result by {@link FLAGS}. Different questions, such as liveness and face swap, may well have
 * different answers; the same question must not.
 * @param slug of the job's task type; null when it is not known
 */
export function readClaims(record: ResultRecord, slug: string | null): Claims {
  const faces = readIdentities(record);
  const questionOf = (name: FlagName): Question => {
    const { question } = FLAGS[name];
    if (question !== 'whole') return question;
    const whole = wholeQuestion(slug, record);
    // Older answers about faces say `fake` of the video and of each face alike.
    return whole === 'whole' && name === 'fake' && (faces.length > 0 || countedFaces(record) !== null) ? 'swap' : whole;
  };
  const answers: Answer[] = FLAG_NAMES.flatMap((name) => {
    const said = readFlagValue(name, ownField(record, name));
    return said === null ? [] : [{ name, question: questionOf(name), flag: name, manipulated: FLAGS[name].whenTrue === 'manipulated' ? said : !said }];
  });
  const ofFaces = facesAnswers(record, faces);
  const questions = [...new Set([...answers, ...ofFaces].map(({ question }) => question))];
  const contradictions = faces.filter(({ contradicts }) => contradicts).map(({ id }) => `What is said of face ${id} in one place is the opposite of what is said in another`);
  const claims = questions.map((question): Claim => {
    const own = answers.filter((answer) => answer.question === question);
    const all = [...own, ...ofFaces.filter((answer) => answer.question === question)];
    const opposed = opposedIn(all);
    contradictions.push(...opposed);
    // Of `isFake` and `isTampered` either one true means fake: the platform's own rule.
    const manipulated = opposed.length > 0 ? null : all.some((answer) => answer.manipulated);
    const spoken = own.filter((answer) => answer.manipulated === manipulated);
    return { question, manipulated, numbers: own.length === 0 && question === 'swap' ? ['RealConfidencePercent'] : [...new Set(spoken.flatMap(({ flag }) => (flag === null ? [] : FLAGS[flag].numbers)))], faces: own.length > 0 ? [] : faces };
  });
  const unchecked = [...new Set(FLAG_NAMES.filter((name) => isUnchecked(ownField(record, name))).map(questionOf))].filter((question) => !questions.includes(question));
  return { claims, contradictions, unchecked };
}

const EITHER = new Set(['isFake', 'isTampered']);

function opposedIn([first, ...others]: readonly Answer[]): readonly string[] {
  if (first === undefined) return [];
  const all = [first, ...others];
  const pairs = all.flatMap((a, place) => all.slice(place + 1).map((b) => [a, b] as const));
  return pairs
    .filter(([a, b]) => a.manipulated !== b.manipulated && !(EITHER.has(a.name) && EITHER.has(b.name)))
    .map(([a, b]) => `${a.name} and ${b.name} say the opposite of each other`);
}

// One swapped face makes a swapped video; it is an unswapped one only when every face is said to be.
function facesAnswers(record: ResultRecord, faces: readonly Identity[]): readonly Answer[] {
  const swapped = anyOrEach(faces.map((face) => face.swapped));
  const live = faces.map((face) => face.live);
  const spoofed = anyOrEach(live.map((answer) => (answer === null ? null : !answer)));
  const counted = countedFaces(record);
  return [
    ...(swapped === null ? [] : [{ name: 'the single faces', question: 'swap', manipulated: swapped, flag: null } as const]),
    ...(counted === null ? [] : [{ name: 'deepFakes', question: 'swap', manipulated: counted, flag: null } as const]),
    ...(spoofed === null ? [] : [{ name: 'the single faces', question: 'liveness', manipulated: spoofed, flag: null } as const]),
  ];
}

// True when one is, false when each is, null otherwise.
function anyOrEach(answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(true)) return true;
  return answers.length > 0 && answers.every((answer) => answer === false) ? false : null;
}

// Older answers count: `deepFakes` of `faces`. None of no faces says nothing.
function countedFaces(record: ResultRecord): boolean | null {
  const swapped = readNumber(ownField(record, 'deepFakes'));
  const faces = readNumber(ownField(record, 'faces'));
  if (swapped === null || swapped < 0) return null;
  if (swapped > 0) return true;
  return faces !== null && faces > 0 ? false : null;
}
