import { MEDIA_FORMATS, extensionOf, formatOfMime, formatOfName, type MediaFormat } from './media-formats.ts';
import { taskTypes } from './page-task-types.ts';
import type { TaskTypeKey } from './task-type-registry.ts';
import { BUILT_IN_TYPES } from './task-types.ts';

/** The most bytes that one presigned PUT takes: 5 GiB. */
export const MAX_UPLOAD_BYTES = 5 * 1024 ** 3;

/** What is known of a file before anything is sent. */
export interface FileFacts {
  readonly name: string;
  readonly sizeBytes: number;
  /** The MIME type the browser gives; often guessed from the extension, often empty. */
  readonly declaredMime: string;
  /** What the first bytes say it is; null when they match nothing known. */
  readonly content: { readonly mime: string; readonly extension: string } | null;
}

/** A file that at least one task type takes. */
export interface AcceptedFile {
  readonly accepted: true;
  readonly format: MediaFormat;
  /** The MIME type to declare at creation and to send with the bytes. */
  readonly contentType: string;
  readonly taskType: TaskTypeKey;
  /** What the analyst should know of the choice ("named .jpg, but it is a PNG"); null when nothing disagrees. */
  readonly notice: string | null;
}

/** A file that cannot be sent, with the reason in words and what would be accepted. */
export interface RejectedFile {
  readonly accepted: false;
  readonly reason: string;
}

/** Every accepted format in words, for messages and for the file dialogue's hint. */
export const ACCEPTED_FORMATS_TEXT = listInWords(Object.values(MEDIA_FORMATS).map((format) => format.label));

/** Why a file of this size is never sent, in words; null when its size is no reason. */
export function sizeProblem(sizeBytes: number): string | null {
  if (sizeBytes === 0) return 'The file is empty: there is nothing to analyze.';
  return sizeBytes > MAX_UPLOAD_BYTES ? 'The file is larger than 5 GiB, the most that one upload can carry.' : null;
}

/** What a file is as far as its declared MIME type and its name tell, before its content is read; null when they tell nothing. */
export function likelyFormat({ name, declaredMime }: Pick<FileFacts, 'name' | 'declaredMime'>): MediaFormat | null {
  return formatOfMime(declaredMime) ?? formatOfName(name);
}

/**
 * Chooses how a file is sent: by its content first, then the declared MIME type, then the extension,
 * because browsers derive the type from the extension (wire format, section 1).
 */
export function chooseTaskType(file: FileFacts): AcceptedFile | RejectedFile {
  const tooSmallOrLarge = sizeProblem(file.sizeBytes);
  if (tooSmallOrLarge !== null) return { accepted: false, reason: tooSmallOrLarge };
  const named = formatOfName(file.name);
  const format = file.content ? formatOfContent(file.content.mime, named ?? formatOfMime(file.declaredMime)) : likelyFormat(file);
  if (format === null) return { accepted: false, reason: rejection(file) };
  return {
    accepted: true,
    format,
    contentType: MEDIA_FORMATS[format].mimes[0] ?? file.declaredMime,
    taskType: taskTypes.usualFor(format),
    notice: noticeFor(file, format, named),
  };
}

// MP4 audio and video share one container, so the bytes alone cannot tell an M4A of a generic brand from an MP4.
function formatOfContent(mime: string, hint: MediaFormat | null): MediaFormat | null {
  const format = formatOfMime(mime);
  return format === 'mp4' && hint === 'm4a' ? 'm4a' : format;
}

function noticeFor(file: FileFacts, format: MediaFormat, named: MediaFormat | null): string | null {
  const { label } = MEDIA_FORMATS[format];
  if (file.content === null) return `The content was not recognised; taken as ${label} by its ${named === format ? 'name' : 'declared type'}.`;
  if (named === format) return null;
  const extension = extensionOf(file.name);
  return `${extension === '' ? 'named without an extension' : `named .${extension}`}, but it is ${withArticle(label)}`;
}

function rejection(file: FileFacts): string {
  return `${unacceptable(file)} Accepted: ${ACCEPTED_FORMATS_TEXT}.`;
}

function unacceptable(file: FileFacts): string {
  const extension = extensionOf(file.name);
  if (file.content && file.content.extension !== extension) {
    const named = extension === '' ? 'It' : `Named .${extension}, but it`;
    return `${named} is ${withArticle(file.content.extension.toUpperCase())} file, which no detector takes.`;
  }
  return extension === '' ? 'Its type is not known to any detector.' : `No detector takes .${extension} files.`;
}

// Abbreviations are spoken letter by letter: an MP4, an M4A; but a PNG, a JPEG.
function withArticle(label: string): string {
  return `${/^[AEFHILMNORSX]/.test(label) ? 'an' : 'a'} ${label}`;
}

function listInWords(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** Every extension and MIME type that some task type takes, in the shape of an `accept` attribute. */
export const ACCEPT: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [...new Set(BUILT_IN_TYPES.flatMap((type) => type.formats))].map((format) => {
    const info = MEDIA_FORMATS[format];
    return [info.mimes[0] ?? '', info.extensions.map((extension) => `.${extension}`)];
  }),
);
