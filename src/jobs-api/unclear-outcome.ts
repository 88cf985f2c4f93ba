import type { ActionCall } from './action-log.ts';

/** What is known of a call whose outcome only a person can judge. */
export interface UnclearFacts {
  readonly call: ActionCall;
  readonly jobId: string;
  /** When it was sent last, ms epoch by this computer's clock. */
  readonly sentAt: number;
  /** What came back, in words. */
  readonly answer: string;
  /** What reading the job showed afterwards, in words. */
  readonly reading: string;
  /** What repeating it would be: the same call for the same job, or a fresh job in place of one that is not to be found. */
  readonly choice: 'send-again' | 'fresh-job';
}

/** A call was sent, its answer tells nothing, and reading the job does not tell either whether it was carried out. */
export class UnclearOutcomeError extends Error {
  override readonly name = 'UnclearOutcomeError';
  readonly facts: UnclearFacts;

  constructor(facts: UnclearFacts) {
    super(`It is not known whether the ${facts.call} of job ${facts.jobId} was carried out.`);
    this.facts = facts;
  }
}

/** The job was cancelled, or it failed, before this browser finalized it. */
export class JobEndedError extends Error {
  override readonly name = 'JobEndedError';
  /** The platform's word for it. */
  readonly word: string;

  constructor(word: string) {
    super(`The job was ${word} before it was finalized.`);
    this.word = word;
  }
}
