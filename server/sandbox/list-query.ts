import { type KnownJobStatus, readStatus } from '#src/jobs-api/job.ts';

import { invalid } from './errors.ts';

/** Which part of the list is asked for; `page` from 1, `limit` 1 to 100. */
export interface ListQuery {
  readonly page: number;
  readonly limit: number;
  readonly status: KnownJobStatus | null;
}

/** Reads the query of a list call; `pageSize` is the deployed word for `limit`. @throws {ApiProblem} 400. */
export function readListQuery(query: URLSearchParams): ListQuery {
  const limit = query.has('limit') ? 'limit' : 'pageSize';
  return {
    page: readNumber(query, 'page', 1, Number.MAX_SAFE_INTEGER / 100),
    limit: readNumber(query, limit, 10, 100),
    status: readStatusFilter(query.get('status')),
  };
}

function readNumber(query: URLSearchParams, name: string, absent: number, most: number): number {
  const text = query.get(name);
  if (text === null || text === '') return absent;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > most) throw invalid(most === 100 ? `${name} must be a whole number from 1 to 100.` : `${name} must be a whole number from 1.`);
  return value;
}

function readStatusFilter(word: string | null): KnownJobStatus | null {
  if (word === null || word === '') return null;
  const { status } = readStatus(word);
  if (status === 'unknown' || status === 'deleted') throw invalid(`status is "${word}": it is no status that a job can have.`);
  return status;
}
