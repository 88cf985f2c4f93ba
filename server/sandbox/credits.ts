import type { BuiltInSlug } from '#src/jobs-api/task-types.ts';

const BASE: Readonly<Record<BuiltInSlug, number>> = {
  'ai-image-detection': 1, 'ai-audio-detection': 2, 'ai-video-detection': 5, 'faceswap-detection': 8, 'image-forgery-detection': 1, 'document-intelligence': 2,
  'face-liveness-detection': 1, 'face-intelligence': 3, 'face-embedding': 1, 'audio-splitter': 2, 'ekyc-deepfake': 8, 'pdf-tampering-detection': 2,
};
const STEP_BYTES = 10 * 1024 ** 2;

/** What a job costs in credits: a price for its type, and one credit for each further 10 MiB begun. `sizeBytes` is the sum over its inputs. */
export function costOf(slug: BuiltInSlug, sizeBytes: number): number {
  return BASE[slug] + Math.max(0, Math.ceil(sizeBytes / STEP_BYTES) - 1);
}
