import { createHash } from 'node:crypto';

import { z } from 'zod';

import { invalid } from './errors.ts';
import type { Attempt } from './job-store.ts';
import type { External } from './stored-job.ts';

const shape = z.object({
  externalReference: z.string().max(1024).nullish(),
  externalMetadata: z.record(z.string(), z.string()).nullish(),
});

/** Reads what a create call notes on its job (wire format, section 6.2). @throws {ApiProblem} 400. */
export function readExternal(body: Readonly<Record<string, unknown>>): External {
  const read = shape.safeParse(body);
  if (!read.success) throw invalid('externalReference must be a text of at most 1024 characters, externalMetadata an object of texts.');
  const { externalReference, externalMetadata } = read.data;
  return { ...(externalReference == null ? {} : { externalReference }), ...(externalMetadata == null ? {} : { externalMetadata }) };
}

/** Reads the pages of a PDF; null when nothing is said. @throws {ApiProblem} 400. */
export function readPageCount(value: unknown, where: string): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) throw invalid(`${where}.pageCount must be a whole number from 1.`);
  return value;
}

/** The attempt that a create call's `Idempotency-Key` names; null without one. `asked` is what it asks for, read. @throws {ApiProblem} 400. */
export function attemptOf(request: Request, asked: unknown): Attempt | null {
  const key = request.headers.get('idempotency-key')?.trim() ?? '';
  if (key === '') return null;
  if (key.length > 255) throw invalid('Idempotency-Key must have at most 255 characters.');
  return { key, digest: createHash('sha256').update(JSON.stringify(asked)).digest('hex') };
}
