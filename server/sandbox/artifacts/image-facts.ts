import { join } from 'node:path';

import type { BuiltInSlug } from '#src/jobs-api/task-types.ts';

import { type Facts, NO_FACTS } from '../artifact-files.ts';
import type { ProduceRequest } from '../produce-request.ts';
import { type DecodedImage, decodeImage, type Pixels } from './decode-image.ts';
import { faceVectorOf, similarityOf } from './face-vector.ts';
import { heatmapOf } from './heatmap.ts';
import { writeWhole } from './write-whole.ts';

/** The facts of a job on a picture: a heatmap where a finding has places, a vector or a comparison where faces are asked for. */
export function imageFacts({ slug, original, reference, folder, heat }: ProduceRequest): Facts {
  const decoded = decodeImage(original);
  if (decoded.data === null) return { ...NO_FACTS, image: decoded.size, notes: [missing(slug, decoded.why)] };
  const facts = { ...NO_FACTS, image: { width: decoded.width, height: decoded.height } };
  if (slug === 'face-embedding') return { ...facts, faceVector: faceVectorOf(decoded) };
  if (slug === 'face-intelligence') return reference === null ? facts : { ...facts, ...compare(decoded, decodeImage(reference)) };
  writeWhole(join(folder, 'heatmap.png'), heatmapOf(decoded, heat));
  return { ...facts, produced: ['heatmap.png'] };
}

function compare(original: Pixels, reference: DecodedImage): Pick<Facts, 'similarity' | 'notes'> {
  if (reference.data === null) return { similarity: null, notes: [`There is no comparison: of the reference, ${reference.why}.`] };
  return { similarity: similarityOf(faceVectorOf(original), faceVectorOf(reference)), notes: [] };
}

function missing(slug: BuiltInSlug, why: string): string {
  const what = slug === 'face-embedding' ? 'The vector is derived from the file\'s hash' : 'Nothing was made of the pixels';
  return `${what}: the picture could not be decoded (${why}).`;
}
