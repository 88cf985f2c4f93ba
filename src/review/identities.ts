import { readFrameBoxes, type FrameBox } from './boxes.ts';
import { asRecord, ownField, readFlag, readShare, type ResultRecord } from './read-fields.ts';
import { safeUrl } from './safe-url.ts';

/** A face that the result tells apart. */
export interface Identity {
  readonly id: string;
  /** null when the result does not say. */
  readonly manipulated: boolean | null;
  /** 0 to 1, in what is said of this face; null when none is given. */
  readonly confidence: number | null;
  /** Where the face is, by rising frame; empty when the result does not say. */
  readonly boxes: readonly FrameBox[];
  /** A picture or video of what the detector looked at in this face. */
  readonly heatmapUrl: string | null;
}

/**
 * The faces of a result: `identityPredictions` and `boundingBoxes` by their id, and `participants` of older answers by
 * their place (wire format, section 5.4). Never throws.
 */
export function readIdentities(record: ResultRecord): readonly Identity[] {
  const predicted = new Map(listOf(record, 'identityPredictions').flatMap((entry) => {
    const id = ownField(entry, 'identityId');
    return typeof id === 'string' || typeof id === 'number' ? [[String(id), readFlag(ownField(entry, 'isDeepFake'))] as const] : [];
  }));
  const boxes = asRecord(ownField(record, 'boundingBoxes')) ?? {};
  const ids = [...new Set([...predicted.keys(), ...Object.keys(boxes)])];
  return [...ids.map((id) => identityOf(id, predicted.get(id) ?? null, asRecord(ownField(boxes, id)) ?? {})), ...listOf(record, 'participants').map(participantOf)];
}

function identityOf(id: string, predicted: boolean | null, box: ResultRecord): Identity {
  return {
    id,
    manipulated: predicted ?? readFlag(ownField(box, 'class')),
    confidence: readShare(ownField(box, 'confidence')),
    boxes: readFrameBoxes(ownField(box, 'boundingBox')),
    heatmapUrl: null,
  };
}

function participantOf(entry: ResultRecord, index: number): Identity {
  return {
    id: String(index + 1),
    manipulated: readFlag(ownField(entry, 'fake')),
    confidence: readShare(ownField(entry, 'confidence')),
    boxes: [],
    heatmapUrl: safeUrl(ownField(entry, 'heatmap')),
  };
}

function listOf(record: ResultRecord, name: string): readonly ResultRecord[] {
  const list = ownField(record, name);
  return Array.isArray(list) ? list.map(asRecord).filter((entry) => entry !== null) : [];
}
