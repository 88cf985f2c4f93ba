import type { TaskType } from '#src/jobs-api/task-type-registry.ts';
import type { Verdict } from '../result/read-verdict.ts';

/** What a finding does not show, as sentences: by its direction, its task type, and whether it is simulated. */
export function limitationsOf({ direction, confidence, simulated }: Pick<Verdict, 'direction' | 'confidence' | 'simulated'>, type: TaskType | null): readonly string[] {
  return [
    ...(simulated ? ['The result is simulated: it says nothing about this file.'] : []),
    ...(type?.limits == null ? [] : [`${type.name} ${type.limits}.`]),
    ...BY_DIRECTION[direction],
    ...(confidence === null ? [] : ['The confidence is the detector’s own estimate, not the share of such findings that turn out to be right.']),
    'The SHA-256 shows which bytes were judged, not where they come from.',
  ];
}

const BY_DIRECTION: Readonly<Record<Verdict['direction'], readonly string[]>> = {
  authentic: ['Finding no signs of manipulation does not prove that there is none, nor that what is shown happened, or happened where and when it is said to.'],
  manipulated: ['Signs of manipulation do not prove who made it, when, or to what end; compression, scanning and ordinary editing can leave similar signs.'],
  none: ['Nothing is claimed about whether the file is authentic.'],
};
