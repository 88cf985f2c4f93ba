import type { TaskTypeId } from '#src/jobs-api/task-types.ts';

import type { Facts, ProducedName } from '../produced.ts';
import type { StoredJob } from '../stored-job.ts';
import { aiGenerated } from './ai-generated.ts';
import { audioSplit } from './audio-split.ts';
import { faceEmbedding } from './face-embedding.ts';
import { faceIntelligence } from './face-intelligence.ts';
import { faceSwap } from './face-swap.ts';
import { type Finding, findingOf, type ResultFields } from './finding.ts';
import { documentTampering, imageForgery } from './forgery.ts';
import { liveness } from './liveness.ts';

const RESULTS: Readonly<Record<TaskTypeId, (finding: Finding) => ResultFields>> = {
  1: aiGenerated, 2: aiGenerated, 3: aiGenerated, 4: faceSwap, 5: imageForgery, 6: documentTampering, 7: liveness,
  8: faceIntelligence, 9: faceEmbedding, 10: audioSplit, 11: faceSwap,
};

/**
 * The result of a completed job, in the shapes of wire format 5.4. `sign` gives a URL for a file that was made; they are
 * signed anew at each read, so that a result can be looked at long after its first URLs are past their time.
 */
export function resultOf(job: StoredJob, facts: Facts, sign: (name: ProducedName) => string): ResultFields {
  const finding = findingOf(job, facts, sign);
  const { image, video, audio, notes } = facts;
  return {
    simulated: true,
    ...RESULTS[job.taskType.id](finding),
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
