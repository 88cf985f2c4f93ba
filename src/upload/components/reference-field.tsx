import { useId, useState } from 'react';
import { chooseTaskType } from '#src/jobs-api/choose-task-type.ts';
import { MEDIA_FORMATS } from '#src/jobs-api/media-formats.ts';
import type { UploadQueue } from '../model/queue.ts';
import { inspectContent } from '../content/inspect-content.ts';
import type { UploadItem } from '../model/item.ts';

/** Takes the second image of a similarity check, for slot `reference` (wire format, section 5.3). */
export function ReferenceField({ item, queue }: { item: UploadItem; queue: UploadQueue }) {
  const id = useId();
  const [refusal, setRefusal] = useState<string | null>(null);
  const choose = async (file: File) => {
    const choice = chooseTaskType({ name: file.name, sizeBytes: file.size, declaredMime: file.type, content: (await inspectContent(file).catch(() => null))?.content ?? null });
    if (!choice.accepted) return setRefusal(choice.reason);
    if (MEDIA_FORMATS[choice.format].kind !== 'image') return setRefusal('The reference has to be an image: JPEG or PNG.');
    setRefusal(null);
    queue.send({ type: 'provide-bytes', itemId: item.id, slot: 'reference', bytes: file });
    const reference = { name: file.name, sizeBytes: file.size, contentType: choice.contentType };
    queue.send({ type: 'edit', itemIds: [item.id], change: { reference } });
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <label htmlFor={id}>Reference image</label>
      <input
        id={id}
        type="file"
        accept="image/jpeg,image/png"
        aria-describedby={`${id}-chosen`}
        className="max-w-56 text-xs file:mr-2 file:rounded-md file:border file:border-line-strong file:bg-surface file:px-2 file:py-1 file:text-ink"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) void choose(file);
        }}
      />
      <span id={`${id}-chosen`} className="text-ink-soft wrap-anywhere">{item.reference?.name}</span>
      {refusal === null ? null : <p role="alert" className="basis-full text-bad">{refusal}</p>}
    </div>
  );
}
