import { REFERENCE_SLOT } from '#src/jobs-api/task-types.ts';
import { formatOfMime, MEDIA_FORMATS } from '#src/jobs-api/media-formats.ts';

import { invalid } from './errors.ts';

/** The `parameters` of Face Intelligence (wire format, section 5.3), with what is absent filled in. */
export interface FaceParameters {
  readonly isLivenessCheck: boolean;
  readonly isFaceswapCheck: boolean;
  readonly isSimilarityCheck: boolean;
  readonly isSingleFace: boolean;
}

/** The longest video of a face swap check, in seconds (wire format, section 5.3). */
export const FACE_SWAP_LIMIT_SECONDS = 10;

/** Reads the `parameters` of a create call. @throws {ApiProblem} 400 for a value that is not allowed. */
export function readFaceParameters(parameters: Readonly<Record<string, unknown>>): FaceParameters {
  const version = parameters['version'];
  if (version !== undefined && version !== 'v1') throw invalid('parameters.version must be "v1".');
  const flag = (name: keyof FaceParameters, absent: boolean): boolean => {
    const value = parameters[name] ?? absent;
    if (typeof value !== 'boolean') throw invalid(`parameters.${name} must be true or false.`);
    return value;
  };
  return {
    isLivenessCheck: flag('isLivenessCheck', false),
    isFaceswapCheck: flag('isFaceswapCheck', false),
    isSimilarityCheck: flag('isSimilarityCheck', false),
    isSingleFace: flag('isSingleFace', true),
  };
}

/** Refuses checks that exclude each other or do not go with the media, given by its content types. @throws {ApiProblem} 400. */
export function checkFaceInputs(parameters: FaceParameters, original: string, reference: string | undefined): void {
  const kind = kindOf(original);
  if (parameters.isFaceswapCheck && parameters.isSimilarityCheck) throw invalid('isFaceswapCheck and isSimilarityCheck exclude each other.');
  if (parameters.isFaceswapCheck && kind !== 'video') throw invalid('isFaceswapCheck needs a video.');
  if (parameters.isSimilarityCheck && kind !== 'image') throw invalid('isSimilarityCheck needs an image.');
  if (parameters.isSimilarityCheck && reference === undefined) throw invalid(`isSimilarityCheck needs a second image in slot "${REFERENCE_SLOT}".`);
  if (reference !== undefined && !parameters.isSimilarityCheck) throw invalid(`Slot "${REFERENCE_SLOT}" goes with isSimilarityCheck only.`);
  if (reference !== undefined && kindOf(reference) !== 'image') throw invalid(`Slot "${REFERENCE_SLOT}" takes an image.`);
}

function kindOf(contentType: string): string | null {
  const format = formatOfMime(contentType);
  return format && MEDIA_FORMATS[format].kind;
}
