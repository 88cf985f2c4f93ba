import type { MediaKind } from './media-formats.ts';

/** What Face Intelligence (type 8) is asked to check (wire format, section 5.3). */
export interface FaceChecks {
  readonly liveness: boolean;
  /** Needs a video of 10 s at most; excludes `similarity`. */
  readonly faceSwap: boolean;
  /** Needs an image and a second one in slot `reference`; excludes `faceSwap`. */
  readonly similarity: boolean;
}

/** The checks a file starts with: liveness, which goes with every medium. */
export const DEFAULT_FACE_CHECKS: FaceChecks = { liveness: true, faceSwap: false, similarity: false };

/** Why a choice of checks cannot be sent for this kind of media, in words; null when it can. */
export function faceChecksProblem(checks: FaceChecks, kind: MediaKind, hasReference: boolean): string | null {
  if (!checks.liveness && !checks.faceSwap && !checks.similarity) return 'Choose at least one check.';
  if (checks.faceSwap && checks.similarity) return 'Face swap and similarity cannot be checked together.';
  if (checks.faceSwap && kind !== 'video') return 'A face swap check needs a video.';
  if (checks.similarity && kind !== 'image') return 'A similarity check needs an image.';
  if (checks.similarity && !hasReference) return 'Choose a reference image to compare with.';
  return null;
}

/** The `parameters` of the create call for these checks. */
export function faceCheckParameters(checks: FaceChecks): Record<string, unknown> {
  return {
    version: 'v1',
    isLivenessCheck: checks.liveness,
    isFaceswapCheck: checks.faceSwap,
    isSimilarityCheck: checks.similarity,
    isSingleFace: true,
  };
}
