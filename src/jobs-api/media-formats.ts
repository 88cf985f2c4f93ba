/** The nine media formats that at least one task type takes (wire format, section 1). */
export type MediaFormat = 'jpeg' | 'png' | 'mp3' | 'wav' | 'm4a' | 'mp4' | 'mov' | 'webm' | 'pdf';

/** What kind of media a format holds; decides which viewer shows it. */
export type MediaKind = 'image' | 'audio' | 'video' | 'document';

/** One format, with every name that browsers and systems give it. */
export interface MediaFormatInfo {
  readonly id: MediaFormat;
  /** As people write it: "JPEG", "M4A". */
  readonly label: string;
  readonly kind: MediaKind;
  /** Lower case, without the dot; the first is the usual one. */
  readonly extensions: readonly string[];
  /** Lower case; the first is the one Assay declares when it creates a job. */
  readonly mimes: readonly string[];
}

/** Every accepted format, in the order in which people are shown them. */
export const MEDIA_FORMATS: Readonly<Record<MediaFormat, MediaFormatInfo>> = {
  jpeg: { id: 'jpeg', label: 'JPEG', kind: 'image', extensions: ['jpg', 'jpeg', 'jpe', 'jfif'], mimes: ['image/jpeg', 'image/jpg', 'image/pjpeg'] },
  png: { id: 'png', label: 'PNG', kind: 'image', extensions: ['png'], mimes: ['image/png', 'image/apng', 'image/x-png'] },
  mp3: { id: 'mp3', label: 'MP3', kind: 'audio', extensions: ['mp3'], mimes: ['audio/mpeg', 'audio/mp3'] },
  wav: { id: 'wav', label: 'WAV', kind: 'audio', extensions: ['wav', 'wave'], mimes: ['audio/wav', 'audio/x-wav', 'audio/wave', 'audio/vnd.wave'] },
  m4a: { id: 'm4a', label: 'M4A', kind: 'audio', extensions: ['m4a'], mimes: ['audio/mp4', 'audio/x-m4a', 'audio/m4a'] },
  mp4: { id: 'mp4', label: 'MP4', kind: 'video', extensions: ['mp4', 'm4v'], mimes: ['video/mp4', 'video/x-m4v'] },
  mov: { id: 'mov', label: 'MOV', kind: 'video', extensions: ['mov', 'qt'], mimes: ['video/quicktime'] },
  webm: { id: 'webm', label: 'WebM', kind: 'video', extensions: ['webm'], mimes: ['video/webm', 'audio/webm'] },
  pdf: { id: 'pdf', label: 'PDF', kind: 'document', extensions: ['pdf'], mimes: ['application/pdf', 'application/x-pdf'] },
};

const ALL = Object.values(MEDIA_FORMATS);

/** The format a MIME type names, parameters and letter case ignored; null when no task type takes it. */
export function formatOfMime(mime: string): MediaFormat | null {
  const bare = mime.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return ALL.find((format) => format.mimes.includes(bare))?.id ?? null;
}

/** The format a file's extension names; null when it has none or no task type takes it. */
export function formatOfName(fileName: string): MediaFormat | null {
  const extension = extensionOf(fileName);
  return ALL.find((format) => format.extensions.includes(extension))?.id ?? null;
}

/** The extension of a file name, lower case, without the dot; empty when there is none. */
export function extensionOf(fileName: string): string {
  const dot = fileName.lastIndexOf('.');
  return dot > 0 ? fileName.slice(dot + 1).toLowerCase() : '';
}
