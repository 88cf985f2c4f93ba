import { describe, expect, test } from 'vitest';
import { ACCEPT, MAX_UPLOAD_BYTES, chooseTaskType, type FileFacts } from './choose-task-type.ts';
import { MEDIA_FORMATS, extensionOf, type MediaFormat } from './media-formats.ts';
import { taskTypes } from './page-task-types.ts';
import { BUILT_IN_TYPES, type BuiltInSlug } from './task-types.ts';

const file = (name: string, declaredMime: string, content: string | null = null, sizeBytes = 10): FileFacts => ({
  name, sizeBytes, declaredMime, content: content === null ? null : { mime: content, extension: content.split('/')[1] ?? '' },
});

const FORMATS: readonly MediaFormat[] = ['jpeg', 'png', 'mp3', 'wav', 'm4a', 'mp4', 'mov', 'webm', 'pdf'];
const USUAL_MIME: Readonly<Record<MediaFormat, string>> = {
  jpeg: 'image/jpeg', png: 'image/png', mp3: 'audio/mpeg', wav: 'audio/wav', m4a: 'audio/mp4', mp4: 'video/mp4', mov: 'video/quicktime', webm: 'video/webm', pdf: 'application/pdf',
};
const DEFAULTS: Readonly<Record<MediaFormat, BuiltInSlug>> = {
  jpeg: 'ai-image-detection', png: 'ai-image-detection', mp3: 'ai-audio-detection', wav: 'ai-audio-detection', m4a: 'ai-audio-detection',
  mp4: 'ai-video-detection', mov: 'ai-video-detection', webm: 'faceswap-detection', pdf: 'document-intelligence',
};

/** Name, MIME type as browsers give it, content as its first bytes give it. */
const AGREEING: ReadonlyArray<readonly [string, string, string, MediaFormat]> = [
  ['a.jpg', 'image/jpeg', 'image/jpeg', 'jpeg'], ['A.JPEG', '', 'image/jpeg', 'jpeg'], ['a.jfif', 'image/pjpeg', 'image/jpeg', 'jpeg'],
  ['a.png', 'image/png', 'image/png', 'png'], ['moving.png', 'image/png', 'image/apng', 'png'],
  ['a.mp3', 'audio/mp3', 'audio/mpeg', 'mp3'], ['a.wav', 'audio/x-wav', 'audio/vnd.wave', 'wav'],
  ['a.m4a', 'audio/x-m4a', 'audio/x-m4a', 'm4a'], ['voice.m4a', 'audio/mp4', 'video/mp4', 'm4a'], ['voice.m4a', '', 'video/mp4', 'm4a'],
  ['a.mp4', 'video/mp4', 'video/mp4', 'mp4'], ['a.m4v', 'video/x-m4v', 'video/x-m4v', 'mp4'], ['a.mov', 'video/quicktime', 'video/quicktime', 'mov'],
  ['a.webm', 'video/webm', 'video/webm', 'webm'], ['a.pdf', 'application/pdf', 'application/pdf', 'pdf'],
];

test.each(AGREEING)('%s declared %j with content %s is %s, without a notice', (name, mime, content, format) => {
  expect(chooseTaskType(file(name, mime, content))).toEqual({ accepted: true, format, contentType: USUAL_MIME[format], taskType: DEFAULTS[format], notice: null });
});

describe('content comes before what the browser declares, and before the name', () => {
  test.each(FORMATS.filter((format) => format !== 'mp4'))('content %s wins over every declared type and extension', (format) => {
    for (const declared of ['', 'text/plain', ...Object.values(USUAL_MIME)]) {
      for (const name of ['noname', 'a.txt', ...FORMATS.map((other) => `a.${other}`)]) {
        const chosen = chooseTaskType(file(name, declared, USUAL_MIME[format]));
        const agrees = extensionOf(name) === format;
        expect(chosen).toMatchObject({ accepted: true, format, contentType: USUAL_MIME[format], taskType: DEFAULTS[format], notice: agrees ? null : expect.stringContaining('but it is') as unknown });
      }
    }
  });

  test.each<readonly [string, string, MediaFormat]>([
    ['a.mp4', 'video/mp4', 'mp4'], ['a.mp4', 'audio/mp4', 'mp4'], ['a.mov', 'video/quicktime', 'mp4'], ['a.jpg', 'image/jpeg', 'mp4'], ['noname', '', 'mp4'], ['a.txt', 'text/plain', 'mp4'],
    ['a.m4a', 'audio/x-m4a', 'm4a'], ['a.m4a', 'video/mp4', 'm4a'], ['noname', 'audio/mp4', 'm4a'], ['noname', 'audio/x-m4a', 'm4a'],
  ])('the generic MP4 container: %s declared %j is %s', (name, declared, format) => {
    expect(chooseTaskType(file(name, declared, 'video/mp4'))).toMatchObject({ accepted: true, format, taskType: DEFAULTS[format] });
  });
});

// Wire format, section 1: what browsers and systems call the same format.
const ALIASES: ReadonlyArray<readonly [string, MediaFormat]> = [
  ['audio/wav', 'wav'], ['audio/x-wav', 'wav'], ['audio/wave', 'wav'], ['audio/vnd.wave', 'wav'], ['audio/mp4', 'm4a'], ['audio/x-m4a', 'm4a'], ['audio/m4a', 'm4a'],
  ['audio/mpeg', 'mp3'], ['audio/mp3', 'mp3'], ['video/quicktime', 'mov'], ['image/jpeg', 'jpeg'], ['image/png', 'png'], ['video/mp4', 'mp4'], ['video/webm', 'webm'], ['application/pdf', 'pdf'],
  ['VIDEO/WebM; codecs="vp9"', 'webm'], [' Audio/X-WAV ', 'wav'],
];

test.each(ALIASES)('%j alone is enough to know the format: %s', (mime, format) => {
  expect(chooseTaskType(file('noname', mime))).toMatchObject({ accepted: true, format, contentType: USUAL_MIME[format] });
  expect(chooseTaskType(file('noname', '', mime))).toMatchObject({ accepted: true, format });
});

test('of content that is not recognised, the declared type comes before the name', () => {
  expect(chooseTaskType(file('a.wav', 'audio/mpeg'))).toMatchObject({ format: 'mp3', notice: 'The content was not recognised; taken as MP3 by its declared type.' });
  expect(chooseTaskType(file('a.wav', ''))).toMatchObject({ format: 'wav', notice: 'The content was not recognised; taken as WAV by its name.' });
  expect(chooseTaskType(file('a.wav', 'application/octet-stream'))).toMatchObject({ format: 'wav' });
  expect(chooseTaskType(file('a.bin', 'audio/mpeg'))).toMatchObject({ format: 'mp3' });
});

test.each([
  [file('a.jpg', 'image/jpeg', 'image/png'), 'named .jpg, but it is a PNG'],
  [file('photo.final.JPG', 'image/jpeg', 'image/png'), 'named .jpg, but it is a PNG'],
  [file('a.png', 'image/png', 'video/mp4'), 'named .png, but it is an MP4'],
  [file('a.txt', 'text/plain', 'audio/mpeg'), 'named .txt, but it is an MP3'],
  [file('noname', '', 'application/pdf'), 'named without an extension, but it is a PDF'],
  [file('.jpg', '', 'image/jpeg'), 'named without an extension, but it is a JPEG'],
])('%o: the notice says why', (facts, notice) => {
  expect(chooseTaskType(facts)).toMatchObject({ accepted: true, notice });
});

const ACCEPTED = 'Accepted: JPEG, PNG, MP3, WAV, M4A, MP4, MOV, WebM or PDF.';

test.each([
  [file('notes.txt', 'text/plain'), `No detector takes .txt files. ${ACCEPTED}`],
  [file('a.gif', 'image/gif', 'image/gif'), `No detector takes .gif files. ${ACCEPTED}`],
  [file('a.jpg', 'image/jpeg', 'image/gif'), `Named .jpg, but it is a GIF file, which no detector takes. ${ACCEPTED}`],
  [file('noname', '', 'image/gif'), `It is a GIF file, which no detector takes. ${ACCEPTED}`],
  [file('noname', ''), `Its type is not known to any detector. ${ACCEPTED}`],
  [file('a.jpg', 'image/jpeg', 'image/jpeg', 0), 'The file is empty: there is nothing to analyze.'],
  [file('notes.txt', 'text/plain', null, 0), 'The file is empty: there is nothing to analyze.'],
  [file('a.mp4', 'video/mp4', 'video/mp4', 5 * 1024 ** 3 + 1), 'The file is larger than 5 GiB, the most that one upload can carry.'],
])('%o is rejected with the reason', (facts, reason) => {
  expect(chooseTaskType(facts)).toEqual({ accepted: false, reason });
});

test('a file of exactly 5 GiB is accepted', () => {
  expect(MAX_UPLOAD_BYTES).toBe(5_368_709_120);
  expect(chooseTaskType(file('a.mp4', 'video/mp4', 'video/mp4', MAX_UPLOAD_BYTES))).toMatchObject({ accepted: true });
});

// Wire format, sections 1 and 6.1, as it stands there: id, slug, model, takes, timeout in seconds.
const TABLE: ReadonlyArray<readonly [number | null, string, string, string, number]> = [
  [1, 'ai-image-detection', 'AI Image Detector', 'JPEG, PNG', 300],
  [2, 'ai-audio-detection', 'AI Audio Detector', 'MP3, WAV, M4A', 600],
  [3, 'ai-video-detection', 'AI Video Detector', 'MP4, MOV', 600],
  [4, 'faceswap-detection', 'Face Swap Detection', 'MP4, MOV, WebM', 1_800],
  [5, 'image-forgery-detection', 'Image Forgery Detection', 'JPEG, PNG', 300],
  [6, 'document-intelligence', 'Document Intelligence', 'JPEG, PNG, PDF', 300],
  [7, 'face-liveness-detection', 'Face Liveness Detection', 'JPEG, PNG', 600],
  [8, 'face-intelligence', 'Face Intelligence', 'JPEG, PNG, MP4, WebM, MOV', 600],
  [9, 'face-embedding', 'Face Embedding', 'JPEG, PNG', 600],
  [10, 'audio-splitter', 'Audio Splitter', 'MP3, WAV, M4A', 600],
  [11, 'ekyc-deepfake', 'EKYC Deepfakes', 'MP4, MOV, WebM', 600],
  [null, 'pdf-tampering-detection', 'PDF Tampering Detection', 'PDF', 300],
];

test('the task types are those of the wire format', () => {
  const mine = BUILT_IN_TYPES.map(({ id, slug, name, formats, timeoutMs }) => [id, slug, name, formats.map((format) => MEDIA_FORMATS[format].label).join(', '), timeoutMs / 1_000]);
  expect(mine).toEqual(TABLE);
});

test.each(FORMATS)('for %s, the types that take it are offered, and no other; its default is among them', (format) => {
  const { label } = MEDIA_FORMATS[format];
  const offered = TABLE.filter(([id, , , takes]) => id !== null && takes.split(', ').includes(label)).map(([, slug]) => slug);
  expect(taskTypes.offeredFor(format).map(({ key }) => key)).toEqual(offered);
  expect(offered).toContain(DEFAULTS[format]);
});

test('the file dialogue offers what is accepted', () => {
  expect(Object.keys(ACCEPT).toSorted()).toEqual(Object.values(USUAL_MIME).toSorted());
  expect(ACCEPT['image/jpeg']).toEqual(['.jpg', '.jpeg', '.jpe', '.jfif']);
});
