import { PNG } from 'pngjs';
import { expect, test } from 'vitest';

import type { ContractClient } from './contract-client.ts';
import { media, type TestFile } from './media.ts';
import { readWav } from './read-wav.ts';

const sure = expect.toSatisfy((value: number) => value >= 0.86 && value <= 0.99);
const surelyFake = expect.toSatisfy((percent: number) => percent >= 1 && percent <= 14);
const anyBox = [expect.any(Number), expect.any(Number), expect.any(Number), expect.any(Number)];

/** All eleven task types, end to end with real media, in the shapes of wire format 5.4. */
export function resultCases(client: () => ContractClient): void {
  async function resultOf(taskTypeId: number, files: readonly TestFile[], parameters?: unknown): Promise<Record<string, unknown>> {
    const id = await client().submit(taskTypeId, files, parameters);
    client().subject.advance(60_000);
    const { status, result, artifacts } = await client().detail(id);
    expect(status).toBe('completed');
    const behind = await client().download(Array.isArray(artifacts) ? artifacts.find(({ kind }) => kind === 'result')?.downloadUrl : null);
    const full: Record<string, unknown> = JSON.parse(behind.bytes.toString());
    expect(behind.contentType).toMatch(/^application\/json/);
    expect(unsigned(full)).toEqual(unsigned(result));
    expect(full['simulated']).toBe(true);
    return full;
  }

  test.each([
    [1, media('photo.jpg', 'a-fake.jpg'), { isAiGenerated: true, confidence: sure, RealConfidencePercent: surelyFake, analysisDetails: { width: 640, height: 480 } }],
    [1, media('portrait.png', 'a-REAL.png'), { isAiGenerated: false, confidence: sure, analysisDetails: { width: 480, height: 600 } }],
    [2, media('tone.mp3', 'fake.mp3'), { isAiGenerated: true, confidence: sure, analysisDetails: { sampleRate: 44_100, channels: 1 } }],
    [2, media('tone.m4a', 'real.m4a'), { isAiGenerated: false, analysisDetails: { durationSeconds: 3 } }],
    [3, media('clip.mp4', 'fake.mp4'), { isAiGenerated: true, analysisDetails: { width: 320, height: 240, frames: 75, framesPerSecond: 25 } }],
    [5, media('photo.jpg', 'fake.jpg'), { isForged: true, confidence: sure }],
    [6, media('page.pdf', 'fake.pdf'), { isTampered: true, confidence: sure, analysisDetails: { note: expect.stringContaining('PDF') } }],
    [7, media('face-a.jpg', 'real.jpg'), { isSpoof: false, confidence: sure }],
    [8, media('face-a.jpg', 'fake.jpg'), { isSpoof: true, confidence: sure }],
  ])('task type %i finds what the file\'s name says (case %#)', async (taskTypeId, file, expected) => {
    expect(await resultOf(taskTypeId, [file], { isLivenessCheck: true })).toMatchObject(expected);
  });

  test.each([1, 5, 6, 7])('task type %i gives a heatmap with the size of the picture', async (taskTypeId) => {
    const { heatmapURL } = await resultOf(taskTypeId, [media('portrait.png')]);
    const { status, contentType, bytes } = await client().download(heatmapURL);
    expect([status, contentType]).toEqual([200, 'image/png']);
    const { width, height, data } = PNG.sync.read(bytes);
    expect([width, height]).toEqual([480, 600]);
    expect(new Set(data).size).toBeGreaterThan(50);
  });

  test.each([
    [4, 'clip.webm', 50], [11, 'clip.mov', 50], [8, 'clip.mp4', 75],
  ] as const)('task type %i on %s gives a box for every frame, inside of it', async (taskTypeId, name, frames) => {
    const file = media(name, `fake-${name}`);
    const result = await resultOf(taskTypeId, [file], { isFaceswapCheck: true });
    expect(result).toMatchObject({ isDeepFake: true, confidence: sure, RealConfidencePercent: surelyFake, identityPredictions: expect.arrayContaining([{ identityId: '1', isDeepFake: true }]) });
    const first = new Map(Object.entries(result['boundingBoxes'] ?? {})).get('1');
    expect(first).toMatchObject({ class: 'fake', confidence: sure, boundingBox: { 0: anyBox, [frames - 1]: anyBox } });
    const boxes: number[][] = Object.values(first?.boundingBox ?? {});
    expect(boxes).toHaveLength(frames);
    // Half of 320 × 240: the deployed renderer doubles coordinates.
    for (const [x1 = -1, y1 = -1, x2 = -1, y2 = -1] of boxes) expect(0 <= x1 && x1 < x2 && x2 <= 160 && 0 <= y1 && y1 < y2 && y2 <= 120).toBe(true);
  });

  test('a face swap check fails on a video of more than 10 s', async () => {
    const id = await client().submit(8, [longVideo()], { isFaceswapCheck: true });
    client().subject.advance(60_000);
    expect(await client().detail(id)).toMatchObject({ status: 'failed', errorMessage: expect.stringContaining('10 s at most; this one lasts 12.0 s') });
  });

  test('similarity comes from the two pictures', async () => {
    const checks = { isSimilarityCheck: true };
    expect(await resultOf(8, [media('face-a.jpg'), media('face-a.jpg')], checks)).toMatchObject({ isSimilar: true, similarityScore: 1 });
    const different = await resultOf(8, [media('face-a.jpg'), media('face-b.jpg')], { ...checks, isLivenessCheck: true });
    expect(different).toMatchObject({ isSimilar: false, isSpoof: expect.any(Boolean) });
    expect(Number(different['similarityScore'])).toBeLessThan(0.8);
  });

  const vector = async (file: TestFile) => {
    const { faceVector } = await resultOf(9, [file]);
    return Array.isArray(faceVector) ? faceVector.map(Number) : [];
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
    expect(analysisDetails).toMatchObject({ note: expect.stringMatching(name === 'tone.m4a' ? /does not decode aac/ : /human voice/) });
  });

  test('media that cannot be read still gives a verdict, and says what is missing', async () => {
    const result = await resultOf(1, [notAPicture()]);
    expect(result).toMatchObject({ isAiGenerated: expect.any(Boolean), analysisDetails: { note: expect.stringContaining('could not be decoded') } });
    expect(result).not.toHaveProperty('heatmapURL');
  });

  test('a picture too large to decode is not decoded', async () => {
    const bytes = media('portrait.png').bytes;
    bytes.writeUInt32BE(60_000, 16);
    bytes.writeUInt32BE(60_000, 20);
    const result = await resultOf(1, [{ ...media('portrait.png'), bytes }]);
    expect(result).toMatchObject({ analysisDetails: { width: 60_000, note: expect.stringContaining('megapixels') } });
  });

  test('the same file always gets the same, and uncertain is between', async () => {
    const [first, second] = [await resultOf(2, [media('tone.wav')]), await resultOf(2, [media('tone.wav')])];
    expect(second).toEqual(first);
    expect(await resultOf(2, [media('tone.wav', 'uncertain.wav')])).toMatchObject({ confidence: expect.closeTo(0.52, 1) });
  });
}

/** A result without the signatures in it: URLs are signed at each read, so that they may differ in their expiry. */
function unsigned(result: unknown): unknown {
  return JSON.parse(JSON.stringify(result).replaceAll(/\?expires=\d+&signature=\w+/g, ''));
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
