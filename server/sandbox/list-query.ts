import type { KnownJobStatus } from '#src/jobs-api/job.ts';

import { invalid } from './errors.ts';
import { statusNamed } from './status-words.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Which part of the list is asked for; `page` from 1, `limit` 1 to 100. */
export interface ListQuery {
  readonly page: number;
  readonly limit: number;
  readonly status: KnownJobStatus | null;
}

const MOST_PAGES = Math.floor(Number.MAX_SAFE_INTEGER / 100);
/** The most entries a page holds; newer platforms give fewer than clients ask for (wire format, section 6.4). */
const MOST: Readonly<Record<Vocabulary, number>> = { documented: 100, deployed: 100, current: 50 };

/**
 * Reads the query of a list call; `pageSize` is the deployed word for `limit`. A number out of range gets the nearest one
 * that is allowed, as published clients need, and the answer says which. @throws {ApiProblem} 400 for what is no number.
 */
export function readListQuery(query: URLSearchParams, vocabulary: Vocabulary): ListQuery {
  const limit = query.has('limit') ? 'limit' : 'pageSize';
  return {
    page: readNumber(query, 'page', 1, MOST_PAGES),
    limit: readNumber(query, limit, 10, MOST[vocabulary]),
    status: readStatusFilter(query.get('status'), vocabulary),
  };
}

function readNumber(query: URLSearchParams, name: string, absent: number, most: number): number {
  const text = query.get(name);
  if (text === null || text === '') return absent;
  if (!/^[-+]?\d{1,300}$/.test(text)) throw invalid(`${name} must be a whole number.`);
  return Math.min(Math.max(Number(text), 1), most);
}

function readStatusFilter(word: string | null, vocabulary: Vocabulary): KnownJobStatus | null {
  if (word === null || word === '') return null;
  const status = statusNamed(word, vocabulary);
  if (status === null) throw invalid(`status is "${word}": it is no status that a job can have.`);
  return status;
}
