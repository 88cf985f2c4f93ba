import type { MediaFormat } from './media-formats.ts';

/** What this version knows by itself of a task type of the platform. */
interface BuiltIn {
  /** What the type is known by (wire format, section 6.1). */
  readonly slug: string;
  /** The reference's id; null where clients differ on it, so that only the platform's own answer counts. */
  readonly id: number | null;
  /** The model's name, as the platform shows it. */
  readonly name: string;
  /** What the task answers, as a question. */
  readonly question: string;
  /** What a finding of this type does not cover, in a short clause. */
  readonly limits: string;
  readonly formats: readonly MediaFormat[];
  /** Milliseconds after which the platform gives a job up; past it, a job is overdue. */
  readonly timeoutMs: number;
  /** What can be chosen beside the type: the checks of wire format, section 5.3; null for nothing. */
  readonly options: 'face-checks' | null;
  /** Whether its findings say something about authenticity, and so have bands and thresholds. */
  readonly judgesAuthenticity: boolean;
  /** Whether it looks for faces, so that an empty list of faces says that there was none. */
  readonly looksForFaces: boolean;
}

/** The slot of the media itself, unless the platform names another (wire format, sections 2 and 6.1). */
export const ORIGINAL_SLOT = 'original';

/** The slot of the second image of a similarity check (wire format, section 5.3). */
export const REFERENCE_SLOT = 'reference';

const IMAGES = ['jpeg', 'png'] as const;
const AUDIO = ['mp3', 'wav', 'm4a'] as const;
const SECOND = 1_000;
const DETECTOR = { options: null, judgesAuthenticity: true, looksForFaces: false } as const;
const FACE_DETECTOR = { ...DETECTOR, looksForFaces: true } as const;

/** The wire format's own table (sections 1 and 6.1). A further entry makes the compiler name every place that must speak of it. */
const BUILT_IN = [
  { id: 1, slug: 'ai-image-detection', name: 'AI Image Detector', question: 'Was this image made by AI?', limits: 'judges the image as a whole, not what it depicts', formats: IMAGES, timeoutMs: 300 * SECOND, ...DETECTOR },
  { id: 2, slug: 'ai-audio-detection', name: 'AI Audio Detector', question: 'Was this audio made by AI?', limits: 'judges the sound, not what is said', formats: AUDIO, timeoutMs: 600 * SECOND, ...DETECTOR },
  { id: 3, slug: 'ai-video-detection', name: 'AI Video Detector', question: 'Was this video made by AI?', limits: 'judges the pictures, not the sound', formats: ['mp4', 'mov'], timeoutMs: 600 * SECOND, ...DETECTOR },
  { id: 4, slug: 'faceswap-detection', name: 'Face Swap Detection', question: 'Was a face swapped in this video?', limits: 'judges faces only', formats: ['mp4', 'mov', 'webm'], timeoutMs: 1_800 * SECOND, ...FACE_DETECTOR },
  { id: 5, slug: 'image-forgery-detection', name: 'Image Forgery Detection', question: 'Was this image edited?', limits: 'judges edits, not whether AI made the whole image', formats: IMAGES, timeoutMs: 300 * SECOND, ...DETECTOR },
  { id: 6, slug: 'document-intelligence', name: 'Document Intelligence', question: 'Was this document tampered with?', limits: 'judges the document, not who it belongs to', formats: [...IMAGES, 'pdf'], timeoutMs: 300 * SECOND, ...DETECTOR },
  { id: 7, slug: 'face-liveness-detection', name: 'Face Liveness Detection', question: 'Was a live person in front of the camera?', limits: 'judges liveness only, not identity', formats: IMAGES, timeoutMs: 600 * SECOND, ...FACE_DETECTOR },
  { id: 8, slug: 'face-intelligence', name: 'Face Intelligence', question: 'Is the face live, swapped, or the same as another?', limits: 'judges faces only', formats: [...IMAGES, 'mp4', 'webm', 'mov'], timeoutMs: 600 * SECOND, ...FACE_DETECTOR, options: 'face-checks' },
  { id: 9, slug: 'face-embedding', name: 'Face Embedding', question: 'Which vector describes this face?', limits: 'describes a face; it says nothing about authenticity', formats: IMAGES, timeoutMs: 600 * SECOND, ...FACE_DETECTOR, judgesAuthenticity: false },
  { id: 10, slug: 'audio-splitter', name: 'Audio Splitter', question: 'What are the foreground and background of this audio?', limits: 'separates tracks; it says nothing about authenticity', formats: AUDIO, timeoutMs: 600 * SECOND, ...DETECTOR, judgesAuthenticity: false },
  { id: 11, slug: 'ekyc-deepfake', name: 'EKYC Deepfakes', question: 'Is the face in this KYC video a deepfake?', limits: 'judges faces only', formats: ['mp4', 'mov', 'webm'], timeoutMs: 600 * SECOND, ...FACE_DETECTOR },
  { id: null, slug: 'pdf-tampering-detection', name: 'PDF Tampering Detection', question: 'Which pages of this PDF were tampered with?', limits: 'judges the document, not who it belongs to', formats: ['pdf'], timeoutMs: 300 * SECOND, ...DETECTOR },
] as const satisfies readonly BuiltIn[];

/** The slug of a task type that this version knows by itself. */
export type BuiltInSlug = (typeof BUILT_IN)[number]['slug'];

/** What this version knows by itself of one of the {@link BUILT_IN_TYPES}. */
export type BuiltInTaskType = BuiltIn & { readonly slug: BuiltInSlug };

/** Every task type that this version knows by itself, in the order of their ids (wire format, sections 1 and 6.1). */
export const BUILT_IN_TYPES: readonly BuiltInTaskType[] = BUILT_IN;

const BY_SLUG: ReadonlyMap<string, BuiltInTaskType> = new Map(BUILT_IN_TYPES.map((type) => [type.slug, type]));

/** What this version knows by itself of the type of a slug; null for one it does not know. */
export function builtInOf(slug: string | null): BuiltInTaskType | null {
  return slug === null ? null : (BY_SLUG.get(slug) ?? null);
}

/** The key of a type that was kept by its id, before types were known by their slugs: the reference's own ids. */
export function keyOfKeptId(id: number | string): string {
  return BUILT_IN_TYPES.find((type) => String(type.id) === String(id))?.slug ?? String(id);
}

/** The types a format is sent to unless the analyst chooses another: the first one that the platform offers (wire format, section 6.1). */
export const USUAL_TYPES: Readonly<Record<MediaFormat, readonly BuiltInSlug[]>> = {
  jpeg: ['ai-image-detection'],
  png: ['ai-image-detection'],
  mp3: ['ai-audio-detection'],
  wav: ['ai-audio-detection'],
  m4a: ['ai-audio-detection'],
  mp4: ['ai-video-detection'],
  mov: ['ai-video-detection'],
  webm: ['faceswap-detection'],
  pdf: ['pdf-tampering-detection', 'document-intelligence'],
};
