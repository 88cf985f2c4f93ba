import { MEDIA_FORMATS } from '#src/jobs-api/media-formats.ts';
import type { FaceChecks } from '#src/jobs-api/face-checks.ts';
import type { UploadQueue } from '../model/queue.ts';
import { itemProblem } from '../model/item-problem.ts';
import type { UploadItem } from '../model/item.ts';
import { ReferenceField } from './reference-field.tsx';

const CHECKS: readonly (readonly [keyof FaceChecks, string])[] = [
  ['liveness', 'Liveness'],
  ['faceSwap', 'Face swap'],
  ['similarity', 'Similarity'],
];

/** The checks of Face Intelligence and, for similarity, its second file (wire format, section 5.3). */
export function FaceChecksFields({ item, queue }: { item: UploadItem; queue: UploadQueue }) {
  const kind = item.format && MEDIA_FORMATS[item.format].kind;
  const problem = itemProblem(item);
  const change = (checks: FaceChecks) => queue.send({ type: 'edit', itemIds: [item.id], change: { checks } });
  return (
    <fieldset className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
      <legend className="sr-only">Face Intelligence checks</legend>
      {CHECKS.map(([check, label]) => (
        <label key={check} className="flex min-h-6 items-center gap-1.5">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={item.checks[check]}
            disabled={isExcluded(check, item.checks, kind)}
            onChange={(event) => change({ ...item.checks, [check]: event.target.checked })}
          />
          {label}
        </label>
      ))}
      {item.checks.similarity ? <ReferenceField item={item} queue={queue} /> : null}
      {problem === null ? null : <p className="basis-full text-warn">{problem}</p>}
    </fieldset>
  );
}

// Face swap needs a video, similarity an image, so that the two can never be ticked together.
function isExcluded(check: keyof FaceChecks, checks: FaceChecks, kind: string | null): boolean {
  if (checks[check]) return false;
  return (check === 'faceSwap' && kind !== 'video') || (check === 'similarity' && kind !== 'image');
}
