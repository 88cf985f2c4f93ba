import type { MediaFormat } from './media-formats.ts';

/** The ids of wire format section 1. The wire also carries them as strings; see `normalize.ts`. */
export type TaskTypeId = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11;

/** One detection task of the platform. */
export interface TaskType {
  readonly id: TaskTypeId;
  readonly slug: string;
  /** The model's name, as the platform shows it. */
  readonly name: string;
  /** What the task answers, as a question. */
  readonly question: string;
  /** What a finding of this type does not cover, in a short clause. */
  readonly limits: string;
  readonly formats: readonly MediaFormat[];
  /** Milliseconds after which the platform gives a job up; past it, a job is overdue. */
  readonly timeoutMs: number;
}

/** The slot of the media itself, in every task type (wire format, section 2). */
export const ORIGINAL_SLOT = 'original';

/** The slot of the second image of a similarity check (wire format, section 5.3). */
export const REFERENCE_SLOT = 'reference';

const IMAGES = ['jpeg', 'png'] as const;
const AUDIO = ['mp3', 'wav', 'm4a'] as const;
const SECOND = 1_000;

/** Every task type, in the order of their ids (wire format, section 1). */
export const TASK_TYPES: readonly TaskType[] = [
  { id: 1, slug: 'ai-image-detection', name: 'AI Image Detector', question: 'Was this image made by AI?', limits: 'judges the image as a whole, not what it depicts', formats: IMAGES, timeoutMs: 300 * SECOND },
  { id: 2, slug: 'ai-audio-detection', name: 'AI Audio Detector', question: 'Was this audio made by AI?', limits: 'judges the sound, not what is said', formats: AUDIO, timeoutMs: 600 * SECOND },
  { id: 3, slug: 'ai-video-detection', name: 'AI Video Detector', question: 'Was this video made by AI?', limits: 'judges the pictures, not the sound', formats: ['mp4', 'mov'], timeoutMs: 600 * SECOND },
  { id: 4, slug: 'faceswap-detection', name: 'Face Swap Detection', question: 'Was a face swapped in this video?', limits: 'judges faces only', formats: ['mp4', 'mov', 'webm'], timeoutMs: 1_800 * SECOND },
  { id: 5, slug: 'image-forgery-detection', name: 'Image Forgery Detection', question: 'Was this image edited?', limits: 'judges edits, not whether AI made the whole image', formats: IMAGES, timeoutMs: 300 * SECOND },
  { id: 6, slug: 'document-intelligence', name: 'Document Intelligence', question: 'Was this document tampered with?', limits: 'judges the document, not who it belongs to', formats: [...IMAGES, 'pdf'], timeoutMs: 300 * SECOND },
  { id: 7, slug: 'face-liveness-detection', name: 'Face Liveness Detection', question: 'Was a live person in front of the camera?', limits: 'judges liveness only, not identity', formats: IMAGES, timeoutMs: 600 * SECOND },
  { id: 8, slug: 'face-intelligence', name: 'Face Intelligence', question: 'Is the face live, swapped, or the same as another?', limits: 'judges faces only', formats: [...IMAGES, 'mp4', 'webm', 'mov'], timeoutMs: 600 * SECOND },
  { id: 9, slug: 'face-embedding', name: 'Face Embedding', question: 'Which vector describes this face?', limits: 'describes a face; it says nothing about authenticity', formats: IMAGES, timeoutMs: 600 * SECOND },
  { id: 10, slug: 'audio-splitter', name: 'Audio Splitter', question: 'What are the foreground and background of this audio?', limits: 'separates tracks; it says nothing about authenticity', formats: AUDIO, timeoutMs: 600 * SECOND },
  { id: 11, slug: 'ekyc-deepfake', name: 'EKYC Deepfakes', question: 'Is the face in this KYC video a deepfake?', limits: 'judges faces only', formats: ['mp4', 'mov', 'webm'], timeoutMs: 600 * SECOND },
];

const BY_ID = new Map<string, TaskType>(TASK_TYPES.map((type) => [String(type.id), type]));
const BY_SLUG = new Map<string, TaskType>(TASK_TYPES.map((type) => [type.slug, type]));

/** The task type of an id given as a number or a string; null for one this version does not know. */
export function taskTypeOf(id: number | string | null): TaskType | null {
  return id === null ? null : (BY_ID.get(String(id)) ?? null);
}

/** The task type of a slug; null for one this version does not know. */
export function taskTypeOfSlug(slug: string | null): TaskType | null {
  return slug === null ? null : (BY_SLUG.get(slug) ?? null);
}

/** The task types that take a format, in the order of their ids. */
export function taskTypesFor(format: MediaFormat): readonly TaskType[] {
  return TASK_TYPES.filter((type) => type.formats.includes(format));
}

const DEFAULTS: Readonly<Record<MediaFormat, TaskTypeId>> = {
  jpeg: 1, png: 1, mp3: 2, wav: 2, m4a: 2, mp4: 3, mov: 3, webm: 4, pdf: 6,
};

/** The task type a format gets unless the analyst chooses another. */
export function defaultTaskType(format: MediaFormat): TaskTypeId {
  return DEFAULTS[format];
}
