import type { Job } from '#src/jobs-api/job.ts';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import { builtInOf } from '#src/jobs-api/task-types.ts';
import { formatPlural } from '#src/ui/format.ts';
import { readClaims, type Claim } from './claims.ts';
import { questionWords } from './finding-words.ts';
import { readIdentities, saysNoFace } from './identities.ts';
import { FLAG_NAMES } from './flags.ts';
import { fakePagesWords, readFakePages } from './pages.ts';
import { asRecord, ownField, readYesNo, type ResultRecord } from './read-fields.ts';
import { resultRecord } from './result-record.ts';
import { readShareOf } from './shares.ts';
import { similarityScore } from './similarity.ts';
import { workerFailure } from './worker-failure.ts';

/** What kind of answer a verdict is. Only `finding` may have a direction. */
export type Outcome = 'finding' | 'contradiction' | 'nothing-claimed' | 'worker-failed' | 'not-fetched' | 'not-completed';

/** What a job says, and no more than it says. */
export interface Verdict {
  readonly outcome: Outcome;
  /** In plain words, without a full stop; several findings are joined by a semicolon. */
  readonly finding: string;
  /** `none`: nothing is said about authenticity, or the result contradicts itself. */
  readonly direction: 'authentic' | 'manipulated' | 'none';
  /** Between 0 and 1, in that finding; null when none is given, or when it cannot be told to which finding it belongs. */
  readonly confidence: number | null;
  /** Whose confidence that is when it is one face's and not the whole file's: "face 0". */
  readonly confidenceOf: string | null;
  /** Whether the result says of itself that it is simulated. */
  readonly simulated: boolean;
  /** Each finding by itself, in words. */
  readonly findings: readonly string[];
  /** Fields of the result that do not agree, each in words. */
  readonly contradictions: readonly string[];
  /** Checks that the result says were not made, in words. */
  readonly unchecked: readonly string[];
  /** What else has to be known beside the finding: numbers that belong to no finding, or that only a part could be read. */
  readonly remarks: readonly string[];
}

// Names beyond this would make the finding unreadable.
const MOST_NAMES = 8;
const MOST_NAME_LENGTH = 60;
const UNREADABLE = 'No verdict this version can read';
// The types whose published answers may hold this number and no flag (wire format, section 5.4).
const REAL_ALONE: ReadonlySet<string> = new Set(['ai-image-detection', 'faceswap-detection']);

/**
 * The only reader of what a job claims: in every vocabulary (wire format, sections 5.4 and 6.5), by its status, from its
 * whole result and the fields of its record. Never throws and never guesses: only a completed job claims anything, and only
 * by a field that says so.
 */
export function readVerdict(job: Job): Verdict {
  if (job.status !== 'completed') return silent('not-completed', notCompleted(job));
  const { record, given, complete } = resultRecord(job);
  const why = `The result could not be fetched: ${(job.resultProblem ?? 'the platform’s storage did not give it').replace(/\.$/, '')}`;
  if (record === null) return complete ? silent('nothing-claimed', given ? UNREADABLE : 'No result') : silent('not-fetched', why);
  const verdict = verdictOf(record, slugOf(job));
  if (complete) return verdict;
  // What stands on the job itself is said, though not all of it is known.
  return verdict.outcome === 'nothing-claimed' ? { ...silent('not-fetched', why), simulated: verdict.simulated } : { ...verdict, remarks: [...verdict.remarks, `${why}; only what the job itself says was read`] };
}

/** Whether a verdict was read from a result at all: not of a job that failed, is not done, or whose result could not be fetched. */
export function saysSomething({ outcome }: Pick<Verdict, 'outcome'>): boolean {
  return outcome !== 'not-completed' && outcome !== 'not-fetched' && outcome !== 'worker-failed';
}

function slugOf(job: Job): string | null {
  return taskTypes.ofJob(job)?.slug ?? null;
}

function verdictOf(record: ResultRecord, slug: string | null): Verdict {
  const simulated = readYesNo(ownField(record, 'simulated')) === true;
  const failure = workerFailure(record);
  if (failure !== null) return { ...silent('worker-failed', `Failed in the worker: ${failure.replace(/\.$/, '')}`), simulated };

  const { claims: flagged, contradictions, unchecked } = readClaims(record, slug);
  // A flag that is there but cannot be read may have said anything.
  const hasFlag = FLAG_NAMES.some((name) => ownField(record, name) !== undefined);
  const claims = flagged.length > 0 || hasFlag ? flagged : realAlone(record, slug);
  const share = readShareOf(record, claims);
  const pages = readFakePages(record);
  const score = similarityScore(record);
  const pageWords = pages && fakePagesWords(pages);
  const noFace = builtInOf(slug)?.looksForFaces !== false && saysNoFace(record);
  // A question with two answers is said among the contradictions alone.
  const said = claims.flatMap(({ question, manipulated }) => (manipulated === null ? [] : [questionWords(question, slug)[manipulated ? 'manipulated' : 'authentic']]));
  const extra = [...(score === null ? [] : [`Similarity score: ${score}`]), ...(pageWords === null ? [] : [pageWords]), ...(noFace ? ['No face was found'] : [])];
  const opposed = [...contradictions, ...pagesAgainst(claims, pageWords)];
  const base = {
    simulated,
    findings: [...said, ...extra],
    contradictions: opposed,
    unchecked: unchecked.map((question) => questionWords(question, slug).asked),
    remarks: share.numbers,
  };
  if (opposed.length > 0) return { ...silent('contradiction', 'The result contradicts itself'), ...base };
  if (base.findings.length === 0) return { ...silent('nothing-claimed', otherFinding(record, unchecked.length > 0)), ...base, findings: [] };
  const about = claims.filter(({ question }) => question !== 'same-person');
  const direction = about.length === 0 ? 'none' : about.some(({ manipulated }) => manipulated === true) ? 'manipulated' : 'authentic';
  return {
    ...base,
    outcome: claims.length > 0 ? 'finding' : 'nothing-claimed',
    finding: base.findings.join('; '),
    direction,
    confidence: direction === 'none' ? null : share.confidence,
    confidenceOf: direction === 'none' ? null : share.of,
  };
}

// The published answers of two types may have nothing but this number, whose name says which way it points.
function realAlone(record: ResultRecord, slug: string | null): readonly Claim[] {
  if (slug === null || !REAL_ALONE.has(slug)) return [];
  const given = ownField(record, 'RealConfidencePercent');
  const percent = typeof given === 'string' || typeof given === 'number' ? Number(given === '' ? Number.NaN : given) : Number.NaN;
  if (!(percent >= 0 && percent <= 100) || percent === 50) return [];
  return [{ question: slug === 'ai-image-detection' ? 'ai' : 'swap', manipulated: percent < 50, numbers: ['RealConfidencePercent'], faces: [] }];
}

function pagesAgainst(claims: readonly Claim[], pageWords: string | null): readonly string[] {
  const edit = claims.find(({ question }) => question === 'edit' || question === 'whole');
  return pageWords !== null && edit?.manipulated === false ? ['fakePages names pages, and the flag says that the document is not fake'] : [];
}

/** Results that answer another question than authenticity. */
function otherFinding(record: ResultRecord, unchecked: boolean): string {
  const vector = ownField(record, 'faceVector') ?? ownField(record, 'embedding');
  if (Array.isArray(vector)) return `A face vector of ${formatPlural(vector.length, 'number')}`;
  const tracks = ownField(record, 'tracks');
  if (Array.isArray(tracks)) return tracksFinding(tracks);
  if (unchecked) return 'Nothing was checked';
  return readIdentities(record).length > 0 ? 'Faces were found; the result says nothing of them' : UNREADABLE;
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

function notCompleted({ status, statusWord, errorMessage }: Job): string {
  if (status === 'failed') return `No finding: the job failed${errorMessage === null ? '' : `: ${errorMessage.replace(/\.$/, '')}`}`;
  return `No finding: the job’s status is “${statusWord}”`;
}

function silent(outcome: Outcome, finding: string): Verdict {
  return { outcome, finding, direction: 'none', confidence: null, confidenceOf: null, simulated: false, findings: [], contradictions: [], unchecked: [], remarks: [] };
}
