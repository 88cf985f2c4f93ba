import { PNG } from 'pngjs';
import { expect, test } from 'vitest';

import type { Vocabulary } from '../sandbox/vocabulary.ts';
import { type ContractClient, declare } from './contract-client.ts';
import { media, type TestFile } from './media.ts';
import { readWav } from './read-wav.ts';
import { fieldsOf, objectsIn, type WireVocabulary } from './wire-vocabulary.ts';

type Fields = Readonly<Record<string, unknown>>;

const sure = expect.toSatisfy((value: number) => value >= 0.86 && value <= 0.99);
const surelyFake = expect.toSatisfy((percent: number) => percent >= 1 && percent <= 14);
const surelyFakeText = expect.toSatisfy((percent: unknown) => typeof percent === 'string' && Number(percent) >= 1 && Number(percent) <= 14);
const address = expect.stringMatching(/^http/);
const frameName = (frame: number): string => `frame_${frame}`;
const unchecked = { resultType: 'face-intelligence', isLiveness: null, isDeepFake: null, isSimilar: null, similarityScore: null };

const DETECTIONS: readonly (readonly [taskTypeId: number, file: TestFile, expected: Readonly<Record<Vocabulary, Fields>>])[] = [
  [1, media('photo.jpg', 'a-fake.jpg'), {
    documented: { isAiGenerated: true, confidence: sure, RealConfidencePercent: surelyFake, analysisDetails: { width: 640, height: 480 } },
    deployed: { isAiGenerated: true, RealConfidencePercent: surelyFakeText, heatmapURL: address },
    current: { resultType: 'image', isFake: true, confidence: sure },
  }],
  [1, media('portrait.png', 'a-REAL.png'), {
    documented: { isAiGenerated: false, confidence: sure, analysisDetails: { width: 480, height: 600 } },
    deployed: { isAiGenerated: false, RealConfidencePercent: expect.stringMatching(/^[89]\d/), heatmapURL: address },
    current: { resultType: 'image', isFake: false, confidence: sure },
  }],
  [2, media('tone.mp3', 'fake.mp3'), {
    documented: { isAiGenerated: true, confidence: sure, analysisDetails: { sampleRate: 44_100, channels: 1 } },
    deployed: { isAiGenerated: true, confidence: sure },
    current: { isAiGenerated: true, confidence: sure },
  }],
  [2, media('tone.m4a', 'real.m4a'), {
    documented: { isAiGenerated: false, analysisDetails: { durationSeconds: 3 } },
    deployed: { isAiGenerated: false, confidence: sure },
    current: { isAiGenerated: false, confidence: sure },
  }],
  [3, media('clip.mp4', 'fake.mp4'), {
    documented: { isAiGenerated: true, analysisDetails: { width: 320, height: 240, frames: 75, framesPerSecond: 25 } },
    deployed: { isAiGenerated: true, confidence: sure },
    current: { resultType: 'video', isAiGenerated: true, confidence: sure },
  }],
  [5, media('photo.jpg', 'fake.jpg'), {
    documented: { isForged: true, confidence: sure },
    deployed: { isForged: true, confidence: sure, heatmapURL: address },
    current: { resultType: 'image', isFake: true, confidence: sure },
  }],
  [6, media('page.pdf', 'fake.pdf'), {
    documented: { isTampered: true, confidence: sure, analysisDetails: { note: expect.stringContaining('PDF') } },
    deployed: { isTampered: true, confidence: sure },
    current: { resultType: 'image', isFake: true, isTampered: true, confidence: sure },
  }],
  [7, media('face-a.jpg', 'real.jpg'), {
    documented: { isSpoof: false, confidence: sure },
    deployed: { isSpoof: 'false', confidence: sure, heatmapURL: address },
    current: { resultType: 'liveness', isLiveness: true },
  }],
  [8, media('face-a.jpg', 'fake.jpg'), {
    documented: { isSpoof: true, confidence: sure },
    deployed: { isSpoof: 'true' },
    current: { ...unchecked, isLiveness: false },
  }],
];

/** All task types, end to end with real media, in the shapes of wire format 5.4, 5.6 and 6.5. */
export function resultCases(client: () => ContractClient, { name: vocabulary, isExact, words, workerFailed, record, refusal }: WireVocabulary): void {
  /** Runs a job to its end; gives its id and its whole result. */
  async function finish(taskTypeId: number, files: readonly TestFile[], parameters?: unknown): Promise<{ id: number; result: Fields }> {
    const id = await client().submit(taskTypeId, files, parameters);
    client().subject.advance(60_000);
    const { status, result: inline } = await client().detail(id);
    expect(status).toBe(words.completed);
    const result = await client().result(id);
    expect(result['simulated']).toBe(true);
    // The documented vocabulary has it inline as well; in the current one the inline part names its type alone (section 6.5).
    if (vocabulary === 'documented') expect(unsigned(result)).toEqual(unsigned(inline));
    if (vocabulary === 'deployed') expect(inline).toBeNull();
    if (vocabulary === 'current' && result['resultType'] !== undefined) expect(inline).toEqual({ simulated: true, resultType: result['resultType'] });
    return { id, result };
  }

  const resultOf = async (taskTypeId: number, files: readonly TestFile[], parameters?: unknown) => (await finish(taskTypeId, files, parameters)).result;

  /** What a result must be; the documented vocabulary may say more than its section does. */
  const wanted = (expected: Fields): unknown => (isExact ? { simulated: true, ...expected } : expect.objectContaining(matching(expected)));

  test.each(DETECTIONS)('task type %i finds what the file\'s name says (case %#)', async (taskTypeId, file, expected) => {
    expect(await resultOf(taskTypeId, [file], { isLivenessCheck: true })).toEqual(wanted(expected[vocabulary]));
  });

  test.each([1, 5, 6, 7])('task type %i gives a heatmap with the size of the picture', async (taskTypeId) => {
    const { id, result } = await finish(taskTypeId, [media('portrait.png')]);
    const [artifact] = await client().artifacts(id, 'heatmap');
    // In the current vocabulary it is an artifact of its own (section 6.5).
    if (vocabulary === 'current') expect(artifact).toMatchObject({ contentType: 'image/png', slotName: null });
    else expect(artifact).toBeUndefined();
    const { status, contentType, bytes } = await client().download(vocabulary === 'current' ? artifact?.['downloadUrl'] : result['heatmapURL']);
    expect([status, contentType]).toEqual([200, 'image/png']);
    const { width, height, data } = PNG.sync.read(bytes);
    expect([width, height]).toEqual([480, 600]);
    expect(new Set(data).size).toBeGreaterThan(50);
  });

  test.each([
    [4, 'clip.webm', 50], [11, 'clip.mov', 50], [8, 'clip.mp4', 75],
  ] as const)('task type %i on %s gives boxes of each face, inside of the picture', async (taskTypeId, name, frames) => {
    const { id, result } = await finish(taskTypeId, [media(name, `fake-${name}`)], { isFaceswapCheck: true, isSingleFace: false });
    const face = { isDeepFake: true };
    if (vocabulary === 'documented') {
      expect(result).toMatchObject({ isDeepFake: true, confidence: sure, RealConfidencePercent: surelyFake, identityPredictions: expect.arrayContaining([{ identityId: '1', ...face }]) });
      expectFaceFirst(fieldsOf(result['boundingBoxes'])['1'], { frames, stride: 1, key: String, class: 'fake' });
    } else if (vocabulary === 'current') {
      // No flag of its own for types 4 and 11: the faces make the claim; ids are numbers from 0, frames `frame_N`.
      if (taskTypeId === 11) {
        expect(result).toEqual({ simulated: true, resultType: 'face', identityDetails: expect.any(Array) });
        const [details] = objectsIn(result['identityDetails']);
        expect(details).toMatchObject({ identityId: 0, ...face });
        expectFaceFirst(details, { frames, stride: 5, key: frameName, class: { isDeepFake: true, isLiveness: null } });
        return;
      }
      const flags = taskTypeId === 8 ? { ...unchecked, isDeepFake: true } : { resultType: 'video' };
      expect(result).toEqual({ simulated: true, ...flags, identityPredictions: expect.arrayContaining([{ identityId: 0, ...face }]), boundingBoxes: expect.any(Object) });
      expectFaceFirst(fieldsOf(result['boundingBoxes'])['0'], { frames, stride: 5, key: frameName, class: taskTypeId === 8 ? { isDeepFake: true, isLiveness: null } : 'fake' });
    } else {
      const claim = { simulated: true, isDeepFake: 'true', RealConfidencePercent: surelyFakeText };
      const faces = { identityPredictions: expect.arrayContaining([{ identityId: 0, ...face }]) };
      const boxesIn = taskTypeId === 8 ? 'predictions' : 'boundingBoxes';
      expect(result).toEqual({ ...claim, ...faces, [boxesIn]: expect.any(Object) });
      if (taskTypeId === 4) expectFaceFirst(fieldsOf(result[boxesIn])['0'], { frames, stride: 5, key: String, class: 'fake' });
      else expectFrameFirst(result[boxesIn], frames, objectsIn(result['identityPredictions']));
      if (taskTypeId === 4) expectParticipants(await client().detail(id), result);
    }
  });

  test('the record of an image has what older clients read there in the deployed vocabulary, and nothing of it in others', async () => {
    const RECORD = ['fake', 'confidence', 'heatmapURL', 'srcURL', 'resultURL', 'participants'];
    const unfinished = await client().detail(await client().submit(1, [media('photo.jpg')]));
    for (const field of RECORD) expect(unfinished).not.toHaveProperty(field);
    if (vocabulary !== 'deployed') {
      const job = await client().detail((await finish(1, [media('photo.jpg')])).id);
      for (const field of RECORD) expect(job).not.toHaveProperty(field);
      return;
    }
    for (const [taskTypeId, isFake] of [[1, true], [5, false]] as const) {
      const { id, result } = await finish(taskTypeId, [media('photo.jpg', isFake ? 'fake.jpg' : 'real.jpg')]);
      const job = await client().detail(id);
      expect(job).toMatchObject({ fake: isFake, confidence: sure, srcURL: address, resultURL: address, heatmapURL: address });
      expect(job).not.toHaveProperty('participants');
      expect(unsigned(JSON.parse((await client().download(job['resultURL'])).bytes.toString()))).toEqual(unsigned(result));
      expect((await client().download(job['srcURL'])).bytes.equals(media('photo.jpg').bytes)).toBe(true);
      expect((await client().download(job['heatmapURL'])).contentType).toBe('image/png');
    }
  });

  test('a PDF is told by its pages where the platform offers that, as only the newest does', async () => {
    const file = { ...media('page.pdf', 'fake.pdf'), pageCount: 4 };
    if (vocabulary !== 'current') {
      const answer = await client().call('POST', '/jobs', { body: { taskTypeId: '13', inputs: declare([file]) } });
      expect(answer).toMatchObject(refusal(400, 'INVALID_TASK_TYPE', 'Task type ID 13 does not exist'));
      return;
    }
    const result = await resultOf(13, [file]);
    expect(result).toEqual({ simulated: true, isFake: true, confidence: sure, fakePages: expect.any(Array), totalPages: 4 });
    expect(listIn(result['fakePages']).length).toBeGreaterThan(0);
    for (const page of listIn(result['fakePages'])) expect([1, 2, 3, 4]).toContain(page);
    expect(await resultOf(13, [{ ...file, fileName: 'real.pdf' }])).toMatchObject({ isFake: false, fakePages: [], totalPages: 4 });
  });

  test('a worker that fails says why: in a failed job, or in the result of a completed one', async () => {
    for (const [taskTypeId, file] of [[1, media('photo.jpg', 'fail.jpg')], [7, media('face-a.jpg', 'fail.jpg')]] as const) {
      const id = await client().submit(taskTypeId, [file]);
      client().subject.advance(60_000);
      const job = await client().detail(id);
      expect(job['status']).toBe(words[workerFailed]);
      const why = expect.stringContaining('fail');
      // Sections 6.3 and 6.5: one shape for most types, another for faces.
      const told = taskTypeId === 7 ? { status: 'error', errors: [why] } : { error: expect.any(String), message: why };
      expect(job).toMatchObject(workerFailed === 'completed' ? { result: told } : { errorMessage: why });
      expect(await client().artifacts(id, 'heatmap')).toEqual([]);
    }
  });

  test('a face swap check fails on a video of more than 10 s', async () => {
    const id = await client().submit(8, [longVideo()], { isFaceswapCheck: true });
    client().subject.advance(60_000);
    const why = expect.stringContaining('10 s at most; this one lasts 12.0 s');
    const job = await client().detail(id);
    expect(job['status']).toBe(words[workerFailed]);
    expect(job).toMatchObject(workerFailed === 'completed' ? { result: { status: 'error', errors: [why] } } : { errorMessage: why });
  });

  test('similarity comes from the two pictures', async () => {
    const checks = { isSimilarityCheck: true };
    const same = await resultOf(8, [media('face-a.jpg'), media('face-a.jpg')], checks);
    const different = await resultOf(8, [media('face-a.jpg'), media('face-b.jpg')], { ...checks, isLivenessCheck: true });
    const expected: Readonly<Record<Vocabulary, readonly [Fields, Fields]>> = {
      documented: [{ isSimilar: true, similarityScore: 1 }, { isSimilar: false, isSpoof: expect.any(Boolean), similarityScore: expect.any(Number) }],
      deployed: [{ isSimilar: 'true', similarityScore: '1.0000' }, { isSimilar: 'false', isSpoof: expect.stringMatching(/^(true|false)$/), similarityScore: expect.stringMatching(/^0\.\d{4}$/) }],
      // A check that was not asked for is null; a score is of 100.
      current: [{ ...unchecked, isSimilar: true, similarityScore: 100 }, { ...unchecked, isLiveness: expect.any(Boolean), isSimilar: false, similarityScore: expect.any(Number) }],
    };
    expect(same).toEqual(wanted(expected[vocabulary][0]));
    expect(different).toEqual(wanted(expected[vocabulary][1]));
    expect(Number(different['similarityScore']) / Number(same['similarityScore'])).toBeLessThan(0.8);
    if (vocabulary === 'current') expect(Number(different['similarityScore'])).toBeGreaterThan(1);
  });

  const vector = async (file: TestFile) => {
    const result = await resultOf(9, [file]);
    if (isExact) expect(Object.keys(result).toSorted()).toEqual(['embedding', ...(vocabulary === 'current' ? ['resultType'] : []), 'simulated']);
    const numbers = result[isExact ? 'embedding' : 'faceVector'];
    return Array.isArray(numbers) ? numbers.map(Number) : [];
  };
  test('a face vector has unit length and follows the pixels', async () => {
    const [a, same, b, broken] = [await vector(media('face-a.jpg')), await vector(media('face-a.jpg', 'other-name.jpg')), await vector(media('face-b.jpg')), await vector(notAPicture())];
    expect(a).toHaveLength(512);
    expect(Math.hypot(...a)).toBeCloseTo(1, 9);
    expect(same).toEqual(a);
    expect(b).not.toEqual(a);
    expect(Math.hypot(...broken)).toBeCloseTo(1, 9);
  });

  test.each([
    ['tone.wav', 11_025, 2, 2], ['tone.mp3', 44_100, 1, 3.03], ['tone.m4a', 44_100, 1, 3],
  ] as const)('the splitter gives two WAV tracks for %s that play as long', async (name, sampleRate, channels, seconds) => {
    const { tracks, analysisDetails } = await resultOf(10, [media(name)]);
    expect(tracks).toMatchObject([{ name: 'foreground' }, { name: 'background' }]);
    const sounds = [];
    for (const { url } of Array.isArray(tracks) ? tracks : []) {
      const { contentType, bytes } = await client().download(url);
      expect(contentType).toBe('audio/wav');
      const wav = readWav(bytes);
      expect(wav).toMatchObject({ sampleRate, channels, seconds: expect.closeTo(seconds, 1) });
      expect(wav.loudness).toBeGreaterThan(0.01);
      sounds.push(bytes);
    }
    expect(sounds[0]?.equals(sounds[1] ?? Buffer.alloc(0))).toBe(false);
    if (!isExact) expect(analysisDetails).toMatchObject({ note: expect.stringMatching(name === 'tone.m4a' ? /does not decode aac/ : /human voice/) });
  });

  test('media that cannot be read still gives a verdict, without a heatmap', async () => {
    const { id, result } = await finish(1, [notAPicture()]);
    expect(result).toMatchObject({ [vocabulary === 'current' ? 'isFake' : 'isAiGenerated']: expect.any(Boolean) });
    expect(result).not.toHaveProperty('heatmapURL');
    expect(await client().detail(id)).not.toHaveProperty('heatmapURL');
    expect(await client().artifacts(id, 'heatmap')).toEqual([]);
    if (!isExact) expect(result).toMatchObject({ analysisDetails: { note: expect.stringContaining('could not be decoded') } });
  });

  test('a picture too large to decode is not decoded', async () => {
    const bytes = media('portrait.png').bytes;
    bytes.writeUInt32BE(60_000, 16);
    bytes.writeUInt32BE(60_000, 20);
    const { id, result } = await finish(1, [{ ...media('portrait.png'), bytes }]);
    expect(await client().artifacts(id, 'heatmap')).toEqual([]);
    expect(result).not.toHaveProperty('heatmapURL');
    if (!isExact) expect(result).toMatchObject({ analysisDetails: { width: 60_000, note: expect.stringContaining('megapixels') } });
  });

  test('the same file always gets the same, and uncertain is between', async () => {
    const [first, second] = [await resultOf(2, [media('tone.wav')]), await resultOf(2, [media('tone.wav')])];
    expect(second).toEqual(first);
    expect(await resultOf(2, [media('tone.wav', 'uncertain.wav')])).toMatchObject({ confidence: expect.closeTo(0.52, 1) });
  });

  test('a detail describes its task type well enough to name it and to run it again', async () => {
    const { body } = await client().call('GET', `/jobs/${(await client().create(8, [media('photo.jpg')], { isLivenessCheck: true })).id}`);
    expect(record(body)['taskType']).toMatchObject({
      id: '8', slug: 'face-intelligence', displayName: 'Face Intelligence', description: expect.stringContaining('face'),
      inputSlots: [{ name: 'original', mimes: expect.arrayContaining(['image/jpeg', 'video/mp4']) }, { name: 'reference', mimes: expect.arrayContaining(['image/png']) }],
    });
  });
}

/** Face first: half of 320 × 240, since the deployed renderers double these (section 5.6). */
function expectFaceFirst(face: unknown, wanted: { readonly frames: number; readonly stride: number; readonly key: (frame: number) => string; readonly class: unknown }): void {
  const { boundingBox, ...rest } = fieldsOf(face);
  expect(rest).toMatchObject({ class: wanted.class, confidence: sure });
  const keys = Array.from({ length: Math.ceil(wanted.frames / wanted.stride) }, (_, n) => wanted.key(n * wanted.stride));
  expect(Object.keys(fieldsOf(boundingBox))).toEqual(keys);
  for (const box of Object.values(fieldsOf(boundingBox))) expectBoxWithin(Array.isArray(box) ? box : [], 160, 120);
}

/** Frame first: in the picture's own pixels (section 6.5), with a box for each face. */
function expectFrameFirst(boxes: unknown, frames: number, faces: readonly Fields[]): void {
  expect(Object.keys(fieldsOf(boxes))).toEqual(Array.from({ length: Math.ceil(frames / 5) }, (_, n) => String(n * 5)));
  for (const frame of Object.values(fieldsOf(boxes))) {
    const found = objectsIn(frame);
    expect(found.map(({ label }) => label)).toEqual(faces.map(({ isDeepFake }) => (isDeepFake === true ? 'FAKE' : 'REAL')));
    for (const { x1, y1, x2, y2 } of found) {
      expectBoxWithin([x1, y1, x2, y2], 320, 240);
      if (faces.length === 1) expect(Number(y2) - Number(y1)).toBeGreaterThan(90);
    }
  }
}

function expectBoxWithin(box: readonly unknown[], width: number, height: number): void {
  const [x1 = -1, y1 = -1, x2 = -1, y2 = -1] = box.map(Number);
  expect(0 <= x1 && x1 < x2 && x2 <= width && 0 <= y1 && y1 < y2 && y2 <= height).toBe(true);
}

/** A video's record: one entry a face, by the ids of its predictions (section 6.5). */
function expectParticipants(job: Fields, result: Fields): void {
  const faces = objectsIn(result['identityPredictions']);
  expect(job).toMatchObject({ faces: faces.length, deepFakes: faces.filter(({ isDeepFake }) => isDeepFake).length, srcURL: address, resultURL: address });
  expect(job['participants']).toEqual(faces.map(({ identityId, isDeepFake }) => ({ id: identityId, fake: isDeepFake, confidence: expect.any(Number) })));
  expect(job).not.toHaveProperty('fake');
}

/** A result without the signatures in it: URLs are signed at each read, so that they may differ in their expiry. */
function unsigned(result: unknown): unknown {
  return JSON.parse(JSON.stringify(result).replaceAll(/\?expires=\d+&signature=\w+/g, ''));
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Fields of a part are matched as its section names them, too. */
function matching(expected: Fields): Record<string, unknown> {
  const { analysisDetails, ...rest } = expected;
  return analysisDetails === undefined ? rest : { ...rest, analysisDetails: expect.objectContaining({ ...fieldsOf(analysisDetails) }) };
}

function notAPicture(): TestFile {
  return { fileName: 'broken.jpg', contentType: 'image/jpeg', bytes: Buffer.from('this is no picture') };
}

/** The clip, with the times in its header stretched to four times their length. */
function longVideo(): TestFile {
  const file = media('clip.mp4');
  for (const box of ['mvhd', 'mdhd']) {
    for (let at = file.bytes.indexOf(box); at >= 0; at = file.bytes.indexOf(box, at + 4)) file.bytes.writeUInt32BE(file.bytes.readUInt32BE(at + 16) / 4, at + 16);
  }
  return file;
}
