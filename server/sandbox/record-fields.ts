import { ORIGINAL_SLOT } from '#src/jobs-api/task-types.ts';

import type { Presigner } from './presign.ts';
import { printKey } from './storage-key.ts';
import type { StoredJob } from './stored-job.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What older media answers say on the job's own record, beside the address of its result (wire format, section 6.5): of a picture
 * whether it is fake and how sure that is, of a video how many faces there are and what each is. Nothing for other types.
 */
export function recordFields(job: StoredJob, result: Fields, presigner: Presigner): Fields {
  const said = RECORDS[job.taskType.slug]?.(result);
  if (said === undefined) return {};
  const sign = (key: Parameters<typeof printKey>[0]): string => presigner.sign('GET', printKey(key)).url;
  return { ...said, srcURL: sign({ jobId: job.id, kind: 'input', slot: ORIGINAL_SLOT }), resultURL: sign({ jobId: job.id, kind: 'result' }) };
}

/** The types that the older media answers knew: AC-1, FD-1 and DF-1 (wire format, section 6.1). */
const RECORDS: Readonly<Record<string, (result: Fields) => Fields>> = {
  'ai-image-detection': (result) => {
    const real = Number(result['RealConfidencePercent']) / 100;
    return ofPicture(result, result['isAiGenerated'], Math.max(real, 1 - real));
  },
  'image-forgery-detection': (result) => ofPicture(result, result['isForged'], result['confidence']),
  'faceswap-detection': ofVideo,
};

function ofPicture(result: Fields, fake: unknown, confidence: unknown): Fields {
  return { fake, confidence, ...(result['heatmapURL'] === undefined ? {} : { heatmapURL: result['heatmapURL'] }) };
}

function ofVideo(result: Fields): Fields {
  const boxes = new Map(Object.entries(result['boundingBoxes'] ?? {}));
  const predictions: readonly Fields[] = Array.isArray(result['identityPredictions']) ? result['identityPredictions'] : [];
  const participants = predictions.map(({ identityId, isDeepFake }) => ({ id: identityId, fake: isDeepFake, confidence: boxes.get(String(identityId))?.confidence }));
  return { faces: participants.length, deepFakes: participants.filter(({ fake }) => fake === true).length, participants };
}
