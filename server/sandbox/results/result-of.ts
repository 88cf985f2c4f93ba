import type { BuiltInSlug } from '#src/jobs-api/task-types.ts';

import type { Facts, ArtifactName } from '../artifact-files.ts';
import type { StoredJob } from '../stored-job.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { aiGenerated } from './ai-generated.ts';
import { audioSplit } from './audio-split.ts';
import { faceEmbedding } from './face-embedding.ts';
import { faceIntelligence } from './face-intelligence.ts';
import { faceSwap } from './face-swap.ts';
import { type Finding, findingOf, type ResultFields } from './finding.ts';
import { documentTampering, imageForgery } from './forgery.ts';
import { liveness } from './liveness.ts';
import { VOCABULARY_RESULTS, workerErrorResult } from './vocabulary-results.ts';

const RESULTS: Readonly<Record<BuiltInSlug, (finding: Finding) => ResultFields>> = {
  'ai-image-detection': aiGenerated, 'ai-audio-detection': aiGenerated, 'ai-video-detection': aiGenerated, 'faceswap-detection': faceSwap, 'image-forgery-detection': imageForgery, 'document-intelligence': documentTampering, 'face-liveness-detection': liveness,
  'face-intelligence': faceIntelligence, 'face-embedding': faceEmbedding, 'audio-splitter': audioSplit, 'ekyc-deepfake': faceSwap, 'pdf-tampering-detection': documentTampering,
};

/**
 * The result of a completed job, in the shapes of wire format 5.4 and 6.5. `sign` gives a URL for a file that was made; they are
 * signed anew at each read, so that a result can be looked at long after its first URLs are past their time.
 */
export function resultOf(job: StoredJob, facts: Facts, sign: (name: ArtifactName) => string, vocabulary: Vocabulary): ResultFields {
  if (job.workerError !== null) return { simulated: true, ...workerErrorResult(job.workerError, job.taskType.slug) };
  const finding = findingOf(job, facts, sign);
  if (vocabulary !== 'documented') return { simulated: true, ...VOCABULARY_RESULTS[vocabulary][job.taskType.slug](finding) };
  const { image, video, audio, notes } = facts;
  return {
    simulated: true,
    ...RESULTS[job.taskType.slug](finding),
    analysisDetails: {
      model: `${job.taskType.name} (simulated)`,
      sha256: finding.original.sha256,
      ...image,
      ...video,
      ...audio,
      ...(notes.length > 0 ? { note: notes.join(' ') } : {}),
    },
  };
}
