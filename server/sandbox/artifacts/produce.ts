import { mkdirSync } from 'node:fs';

import { type Facts, NO_FACTS } from '../artifact-files.ts';
import type { ProduceRequest } from '../produce-request.ts';

/**
 * Finds out a job's facts from its bytes and makes its files. The same bytes give the same; doing it twice does no harm.
 * Media that cannot be read gives a note in place of what is missing.
 */
export async function produce(request: ProduceRequest): Promise<Facts> {
  mkdirSync(request.folder, { recursive: true });
  // Loaded by kind: readers of media are large.
  switch (request.kind) {
    case 'image':
      return (await import('./image-facts.ts')).imageFacts(request);
    case 'video':
      return (await import('./video-facts.ts')).videoFacts(request);
    case 'audio':
      return (await import('./audio-facts.ts')).audioFacts(request);
    case 'document':
      return { ...NO_FACTS, notes: ['There is no heatmap: the sandbox does not draw the pages of a PDF.'] };
  }
}
