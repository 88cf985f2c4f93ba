import { readFileSync } from 'node:fs';

import type { Locator, Page } from '@playwright/test';

import { expectAccessible } from './axe.ts';
import { copyAs, fileOf, media } from './media.ts';
import { blackPng } from './png.ts';
import { changeDetail, serveMedia } from './shown-job.ts';
import { expect, test } from './test.ts';

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('it is not on the page');
  return box;
}

/** The average colour of a part of what the page shows, from a screenshot: red, green, blue, 0 to 255. */
async function colourAt(page: Page, clip: { x: number; y: number; width: number; height: number }): Promise<[number, number, number]> {
  const png = (await page.screenshot({ clip })).toString('base64');
  return page.evaluate<[number, number, number]>(`(async () => {
    const bytes = Uint8Array.from(atob(${JSON.stringify(png)}), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes]));
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const sum = [0, 0, 0];
    for (let n = 0; n < data.length; n += 4) for (const c of [0, 1, 2]) sum[c] += data[n + c];
    return sum.map((value) => value / (data.length / 4));
  })()`);
}

test.describe('image', () => {
  test('the heatmap lies over the picture, as strongly as one likes, or beside it; both zoom together', async ({ page, jobPage, sandbox }) => {
    const jobId = await sandbox.finish(copyAs('photo.jpg', 'viewer-fake.jpg'), 5);
    await jobPage.open(jobId);
    const evidence = jobPage.region('Evidence');
    const picture = evidence.getByRole('img', { name: 'The uploaded file' });
    const heatmap = evidence.getByRole('img', { name: 'Heatmap of what the detector looked at' });
    await expect(heatmap).toBeVisible();
    expect(await boxOf(heatmap)).toEqual(await boxOf(picture));

    const strength = evidence.getByRole('slider', { name: 'Heatmap strength' });
    const spot = await boxOf(picture);
    const redness = async (value: string) => {
      await strength.fill(value);
      const [red, , blue] = await colourAt(page, spot);
      return red - blue;
    };
    const [none, full] = [await redness('0'), await redness('1')];
    expect(full).toBeGreaterThan(none + 10);

    await evidence.getByRole('button', { name: 'Zoom in' }).click();
    await expect(evidence.getByLabel('Zoom', { exact: true })).toHaveText('150%');
    expect((await boxOf(picture)).width).toBeCloseTo(spot.width * 1.5, 0);
    expect(await boxOf(heatmap)).toEqual(await boxOf(picture));

    await evidence.getByRole('switch', { name: 'Side by side' }).check();
    const left = await boxOf(evidence.getByRole('group', { name: 'The uploaded file' }));
    const right = await boxOf(evidence.getByRole('group', { name: 'Heatmap' }));
    expect(right.x).toBeGreaterThanOrEqual(left.x + left.width);
    expect((await boxOf(heatmap)).width).toBeCloseTo((await boxOf(picture)).width, 0);
    await expectAccessible(page);
  });

  test('a heatmap that comes while the page is open is shown, over the copy this browser kept', async ({ uploadPage, jobPage }) => {
    await uploadPage.open();
    await uploadPage.choose(copyAs('photo.jpg', 'watched-fake.jpg'));
    await uploadPage.analyze();
    await uploadPage.viewJob('watched-fake.jpg');
    await jobPage.expectStatus('completed');
    const heatmap = jobPage.region('Evidence').getByRole('img', { name: 'Heatmap of what the detector looked at' });
    await expect(heatmap).toHaveJSProperty('naturalWidth', 640);
  });

  test('wheel, keys and dragging move the picture, never out of its frame', async ({ page, jobPage, sandbox }) => {
    const jobId = await sandbox.finish(copyAs('portrait.png', 'viewer-real.png'), 1);
    await jobPage.open(jobId);
    const evidence = jobPage.region('Evidence');
    const frame = evidence.getByRole('group', { name: 'The uploaded file' });
    const picture = evidence.getByRole('img', { name: 'The uploaded file' });
    await frame.scrollIntoViewIfNeeded();
    const whole = await boxOf(picture);
    const zoomed = () => boxOf(picture);

    await frame.focus();
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    await expect.poll(async () => (await zoomed()).width).toBeCloseTo(whole.width * 2.25, 0);
    const before = await zoomed();
    await page.keyboard.press('ArrowRight');
    expect((await zoomed()).x).toBeCloseTo(before.x - whole.width * 0.1, 0);
    for (let n = 0; n < 20; n += 1) await page.keyboard.press('ArrowLeft');
    expect((await zoomed()).x).toBeCloseTo(whole.x, 0);

    await page.mouse.move(whole.x + 60, whole.y + 60);
    await page.mouse.down();
    await page.mouse.move(whole.x + 20, whole.y + 40, { steps: 4 });
    await page.mouse.up();
    expect((await zoomed()).x).toBeCloseTo(whole.x - 40, 0);

    await page.keyboard.press('0');
    await expect.poll(async () => (await zoomed()).width).toBeCloseTo(whole.width, 0);
    // What lies under the pointer stays there.
    const pointer = whole.x + 40;
    await page.mouse.move(pointer, whole.y + 40);
    await page.mouse.wheel(0, -400);
    await expect.poll(async () => (await zoomed()).width).toBeGreaterThan(whole.width * 2);
    const after = await zoomed();
    expect((pointer - after.x) / after.width).toBeCloseTo(40 / whole.width, 2);
  });

  test('a picture that claims a thousand megapixels is not drawn, and says why', async ({ page, assay, jobPage, sandbox }) => {
    const jobId = await sandbox.finish(copyAs('photo.jpg', 'bomb-real.jpg'), 1);
    const downloadUrl = await serveMedia(page, assay.url, 'bomb.png', blackPng(32_000), 'image/png');
    await changeDetail(page, { artifact: { downloadUrl, contentType: 'image/png' } });
    await jobPage.open(jobId);
    await expect(jobPage.region('Evidence')).toContainText(/could not be shown\..*(32,000 × 32,000 pixels|cannot decode)/);
    await expect(jobPage.region('Evidence').getByRole('link', { name: 'Open the link' })).toHaveAttribute('href', downloadUrl);
    await expect(jobPage.verdict).toBeVisible();
  });
});

/** The head of clip.webm sways: its middle in frame n, in pixels. scripts/make-media.ts draws it so. */
const middleOf = (frame: number) => 320 * (0.5 + 0.12 * Math.sin(frame / 9));

const swaying = (scale: number) => Object.fromEntries(Array.from({ length: 50 }, (_, frame) => [frame, [middleOf(frame) - 50, 40, middleOf(frame) + 50, 200].map((side) => side / scale)]));
const withBoxes = (scale: number) => ({ boundingBoxes: { a: { boundingBox: swaying(scale), class: 'fake', confidence: 0.8 } }, identityPredictions: [{ identityId: 'a', isDeepFake: true }] });

test.describe('video', () => {
  /** Where the head is in the frame that the video shows, found by its dark hair: pixels of the video. */
  const SHOWN_MIDDLE = `(() => {
    const video = document.querySelector('video');
    const context = new OffscreenCanvas(video.videoWidth, video.videoHeight).getContext('2d');
    context.drawImage(video, 0, 0);
    const { data, width } = context.getImageData(0, 0, video.videoWidth, video.videoHeight);
    let sum = 0;
    let count = 0;
    for (let n = 0; n < data.length; n += 4) if (data[n] + data[n + 1] + data[n + 2] < 150) { sum += (n / 4) % width; count += 1; }
    return sum / count;
  })()`;

  for (const scale of [1, 2] as const) {
    test(`at each frame the box is where the data says and where the face is, coordinates ${scale === 1 ? 'as given' : 'halved'}`, async ({ page, jobPage, sandbox }) => {
      const jobId = await sandbox.finish(copyAs('clip.webm', `boxes-${scale}-fake.webm`), 4);
      await changeDetail(page, { result: withBoxes(scale) });
      await jobPage.open(jobId);
      const evidence = jobPage.region('Evidence');
      const slider = evidence.getByRole('slider', { name: 'Frame' });
      const shown = evidence.getByLabel('Shown frame');
      const box = evidence.locator('[data-face=a] rect').last();
      const video = evidence.locator('video');
      await expect(evidence.getByRole('combobox', { name: 'Box coordinates' })).toHaveValue(String(scale));
      // At its turning point the head hardly moves: there it shows how far the hair's middle is from the head's.
      let offCentre = Number.NaN;
      for (const frame of [14, 27, 28, 42, 3]) {
        await slider.fill(String(frame));
        await expect(shown).toContainText(`Frame ${frame} of 50`);
        const whole = await boxOf(video);
        const factor = whole.width / 320;
        // The line around the box adds to what the browser measures.
        await expect.poll(async () => Math.round((await boxOf(box)).x + (await boxOf(box)).width / 2 - whole.x)).toBeCloseTo(middleOf(frame) * factor, -0.5);
        const marked = await boxOf(box);
        expect(Math.abs(marked.y - whole.y - 40 * factor)).toBeLessThan(4);
        expect(Math.abs(marked.width - 100 * factor)).toBeLessThan(8);
        // A frame further, the head of frames 27 and 28 is 4 pixels away.
        const off = (await page.evaluate<number>(SHOWN_MIDDLE)) - middleOf(frame);
        if (frame === 14) offCentre = off;
        expect(Math.abs(off)).toBeLessThan(4);
        expect(Math.abs(off - offCentre)).toBeLessThan(1.5);
      }
      // Twice as large, the box of frame 3 leaves the picture, and is clipped to it (wire format, section 5.6).
      const clipped = Math.min(320, 2 * (middleOf(3) + 50)) - 2 * (middleOf(3) - 50);
      await evidence.getByRole('combobox', { name: 'Box coordinates' }).selectOption(scale === 1 ? '2' : '1');
      await expect.poll(async () => (await boxOf(box)).width / (await boxOf(video)).width).toBeCloseTo((scale === 1 ? clipped : 50) / 320, 1);
      await evidence.getByRole('switch', { name: 'Boxes' }).uncheck();
      await expect(box).toHaveCount(0);
    });
  }

  test('frames are stepped, the speed is set, and the track seeks where it is clicked', async ({ page, jobPage, sandbox }) => {
    const jobId = await sandbox.finish(copyAs('clip.webm', 'steps-fake.webm'), 4);
    await changeDetail(page, { result: withBoxes(2) });
    await jobPage.open(jobId);
    const evidence = jobPage.region('Evidence');
    const shown = evidence.getByLabel('Shown frame');
    await expect(shown).toContainText('Frame 0 of 50');
    for (const frame of [1, 2, 3]) {
      await evidence.getByRole('button', { name: 'Next frame' }).click();
      await expect(shown).toContainText(`Frame ${frame} of 50`);
    }
    await evidence.getByRole('button', { name: 'Previous frame' }).click();
    await expect(shown).toContainText('Frame 2 of 50');
    const slider = evidence.getByRole('slider', { name: 'Frame' });
    await slider.press('ArrowRight');
    await expect(shown).toContainText('Frame 3 of 50');
    const { width, height } = await boxOf(slider);
    await slider.click({ position: { x: width / 2, y: height / 2 } });
    await expect(shown).toContainText(/Frame 2[45] of 50/);
    const lane = await boxOf(evidence.locator('[data-lane=a]'));
    expect(lane.width).toBeCloseTo(width, 0);
    await evidence.getByRole('combobox', { name: 'Speed' }).selectOption('0.25');
    expect(await page.evaluate<number>(`document.querySelector('video').playbackRate`)).toBe(0.25);
    await expectAccessible(page);
  });

  test('the frame rate is read from the file when the result does not state it', async ({ page, jobPage, sandbox }) => {
    const jobId = await sandbox.finish(copyAs('clip.mp4', 'rate-fake.mp4'), 4);
    await changeDetail(page, { result: { analysisDetails: {} } });
    await jobPage.open(jobId);
    const evidence = jobPage.region('Evidence');
    await expect(evidence.getByRole('spinbutton', { name: 'Frames a second' })).toHaveValue('25');
    await expect(evidence).toContainText('read from the file');
    await evidence.getByRole('spinbutton', { name: 'Frames a second' }).fill('50');
    await expect(evidence).toContainText('as you set it');
    await expect(evidence.getByLabel('Shown frame')).toContainText('of 150');
  });

  test('heatmap videos, of the whole file and of a face, run in step', async ({ page, assay, jobPage, sandbox }) => {
    const jobId = await sandbox.finish(copyAs('clip.mp4', 'heat-fake.mp4'), 3);
    const bytes = readFileSync(media('clip.webm'));
    const heatmapURL = await serveMedia(page, assay.url, 'whole.webm', bytes, 'video/webm');
    // Only the answer's Content-Type tells that this one is a video (wire format, section 6.5).
    const heatmap = await serveMedia(page, assay.url, 'face-0.media', bytes, 'video/webm');
    await changeDetail(page, { result: { heatmapURL, participants: [{ id: 0, fake: true, confidence: 0.9, heatmap }] } });
    await jobPage.open(jobId);
    const evidence = jobPage.region('Evidence');
    for (const of of ['The heatmap, in step', 'The heatmap of face 0, in step']) await expect(evidence.getByText(of, { exact: true })).toBeVisible();
    await expect(evidence.locator('video')).toHaveCount(3);
    await evidence.getByRole('slider', { name: 'Frame' }).fill('30');
    const times = () => page.evaluate<number[]>(`Array.from(document.querySelectorAll('video'), ({ currentTime }) => currentTime)`);
    await expect.poll(async () => Math.min(...(await times()))).toBeGreaterThan(1);
    const [leader = 0, ...followers] = await times();
    for (const follower of followers) expect(Math.abs(follower - leader)).toBeLessThan(0.05);
  });
});

test.describe('audio', () => {
  const RATE = 8_000;

  /** Ten seconds: silence, then a tone of 1,000 Hz from the fifth second on. */
  function halfSilent(name: string): string {
    const seconds = 10;
    const wav = Buffer.alloc(44 + RATE * seconds * 2);
    wav.write('RIFF', 0);
    wav.writeUInt32LE(wav.length - 8, 4);
    wav.write('WAVEfmt ', 8);
    wav.set([16, 0, 0, 0, 1, 0, 1, 0], 16);
    wav.writeUInt32LE(RATE, 24);
    wav.writeUInt32LE(RATE * 2, 28);
    wav.set([2, 0, 16, 0], 32);
    wav.write('data', 36);
    wav.writeUInt32LE(wav.length - 44, 40);
    for (let n = (RATE * seconds) / 2; n < RATE * seconds; n += 1) wav.writeInt16LE(Math.round(16_000 * Math.sin((2 * Math.PI * 1_000 * n) / RATE)), 44 + n * 2);
    return fileOf(name, wav);
  }

  test('the waveform and the spectrogram show what sounds when', async ({ page, jobPage, sandbox }) => {
    const jobId = await sandbox.finish(halfSilent('tone-real.wav'), 2);
    await jobPage.open(jobId);
    const evidence = jobPage.region('Evidence');
    await expect(evidence.getByRole('img', { name: /^Waveform of/ })).toBeVisible();
    const outline = (await evidence.locator('svg path').last().getAttribute('d')) ?? '';
    const heights = [...outline.matchAll(/([\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Math.abs(Number(y)) }));
    const columns = Math.max(...heights.map(({ x }) => x));
    expect(Math.max(...heights.filter(({ x }) => x < columns * 0.49).map(({ y }) => y))).toBeLessThan(0.01);
    expect(Math.min(...heights.filter(({ x }) => x > columns * 0.51 && x < columns * 0.99).map(({ y }) => y))).toBeGreaterThan(0.3);
    // Of 4,000 Hz from bottom to top, 1,000 Hz is a quarter up.
    const brightest = await page.evaluate<number>(`(() => {
      const canvas = document.querySelector('canvas');
      const { data } = canvas.getContext('2d').getImageData(Math.floor(canvas.width * 0.75), 0, 1, canvas.height);
      const light = Array.from({ length: canvas.height }, (_, y) => data[y * 4] + data[y * 4 + 1] + data[y * 4 + 2]);
      return 1 - light.indexOf(Math.max(...light)) / canvas.height;
    })()`);
    expect(brightest).toBeCloseTo(0.25, 1);
    await evidence.getByRole('slider', { name: /^Position/ }).fill('7.5');
    await expect.poll(() => page.evaluate<number>(`document.querySelector('audio').currentTime`)).toBeCloseTo(7.5, 1);
    await expectAccessible(page);
  });

  test('the splitter’s tracks play within 50 ms of each other, are muted, heard alone and saved', async ({ page, jobPage, sandbox }) => {
    const jobId = await sandbox.finish(halfSilent('split.wav'), 10);
    await jobPage.open(jobId);
    const evidence = jobPage.region('Evidence');
    await expect(evidence.getByRole('img', { name: /^Spectrogram of/ })).toHaveCount(2);
    const apart = `(() => { const [a, b] = document.querySelectorAll('audio'); return Math.abs(a.currentTime - b.currentTime); })()`;
    const place = () => page.evaluate<number>(`document.querySelector('audio').currentTime`);

    await evidence.getByRole('button', { name: 'Play' }).click();
    await expect.poll(place).toBeGreaterThan(1);
    // Looked at in the page, twenty times a second, for two seconds of sound. A busy machine lets a player stand still now and then,
    // whoever leads it: that is drawn together within a second (sync-playback.test.ts), so that it never is most of the time.
    const seen = await page.evaluate<number[]>(`new Promise((resolve) => {
      const [a, b] = document.querySelectorAll('audio');
      const seen = [];
      const timer = setInterval(() => {
        seen.push(Math.abs(a.currentTime - b.currentTime));
        if (a.currentTime > 4) resolve((clearInterval(timer), seen));
      }, 50);
    })`);
    expect(seen.length).toBeGreaterThan(5);
    expect(seen.toSorted((a, b) => a - b)[Math.floor(seen.length / 2)]).toBeLessThanOrEqual(0.05);
    // Pulled apart by hand, they find together again, by speed alone and by a jump.
    for (const seconds of [0.2, 0.6]) {
      await page.evaluate(`document.querySelectorAll('audio')[1].currentTime += ${seconds}`);
      await expect.poll(() => page.evaluate<number>(apart), { intervals: [50] }).toBeLessThanOrEqual(0.05);
    }

    await evidence.getByRole('slider', { name: /^Position in foreground/ }).fill('6');
    await expect.poll(place).toBeGreaterThan(6.5);
    await expect.poll(() => page.evaluate<number>(apart), { intervals: [50] }).toBeLessThanOrEqual(0.05);
    await evidence.getByRole('button', { name: 'Pause' }).click();

    const muted = () => page.evaluate<boolean[]>(`Array.from(document.querySelectorAll('audio'), ({ muted }) => muted)`);
    await evidence.getByRole('button', { name: 'Mute foreground' }).click();
    expect(await muted()).toEqual([true, false]);
    await evidence.getByRole('button', { name: 'Solo foreground' }).click();
    expect(await muted()).toEqual([false, true]);
    await evidence.getByRole('button', { name: 'Solo foreground' }).click();
    expect(await muted()).toEqual([true, false]);
    const href = await evidence.getByRole('link', { name: 'Download background' }).getAttribute('href');
    const saved = await page.request.get(href ?? '');
    expect((await saved.body()).subarray(0, 4).toString()).toBe('RIFF');
    await expectAccessible(page);
  });
});

test.describe('document', () => {
  test('pages are drawn, enlarged and searched, and the parts the result points at are marked', async ({ page, jobPage, sandbox }) => {
    const jobId = await sandbox.finish(copyAs('page.pdf', 'letter-fake.pdf'), 6);
    await changeDetail(page, { result: { regions: [{ page: 1, box: [72, 98, 523, 142], label: 'heading replaced' }] } });
    await jobPage.open(jobId);
    const evidence = jobPage.region('Evidence');
    const canvas = evidence.getByRole('img', { name: 'Page 1' });
    await expect(canvas).toHaveAttribute('data-drawn', '1');
    const pixel = (x: number, y: number) => page.evaluate<number[]>(`(() => {
      const canvas = document.querySelector('canvas');
      return [...canvas.getContext('2d').getImageData(Math.round(canvas.width * ${x / 595}), Math.round(canvas.height * ${y / 842}), 1, 1).data];
    })()`);
    // The heading is on a blue bar; below the text the page is white.
    expect(await pixel(500, 120)).toEqual([41, 82, 140, 255]);
    expect(await pixel(300, 500)).toEqual([255, 255, 255, 255]);

    const sheet = await boxOf(canvas);
    const part = await boxOf(evidence.locator('[data-region]'));
    expect(Math.abs(part.x - sheet.x - 72)).toBeLessThan(3);
    expect(Math.abs(part.y - sheet.y - 98)).toBeLessThan(3);
    expect(Math.abs(part.width - 451)).toBeLessThan(5);
    await expect(evidence.getByRole('button', { name: 'Page 1: heading replaced' })).toBeVisible();

    await evidence.getByRole('searchbox', { name: 'Search the text' }).fill('test seal');
    await evidence.getByRole('button', { name: 'Search' }).click();
    await expect(evidence.getByLabel('Found')).toHaveText('1 of 1');
    const found = await boxOf(evidence.locator('[data-found]'));
    const drawn = await boxOf(canvas);
    expect(Math.abs(found.x - drawn.x - 344)).toBeLessThan(3);
    expect(Math.abs(found.y - drawn.y - (842 - 197))).toBeLessThan(4);
    await evidence.getByRole('searchbox').fill('unicorn');
    await evidence.getByRole('button', { name: 'Search' }).click();
    await expect(evidence.getByLabel('Found')).toContainText('not in the text');

    await evidence.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(async () => (await boxOf(canvas)).width).toBeCloseTo(595 * 1.25, 0);
    await expectAccessible(page);
  });

  test('a damaged document says so', async ({ page, assay, jobPage, sandbox }) => {
    const jobId = await sandbox.finish(copyAs('page.pdf', 'torn-real.pdf'), 6);
    const downloadUrl = await serveMedia(page, assay.url, 'torn.pdf', Buffer.from('%PDF-1.4 and then nothing'), 'application/pdf');
    await changeDetail(page, { artifact: { downloadUrl } });
    await jobPage.open(jobId);
    await expect(jobPage.region('Evidence')).toContainText('It is damaged, or no PDF at all.');
  });
});

const product = (x: number[], y: number[]) => x.reduce((sum, value, n) => sum + value * (y[n] ?? 0), 0);

test.describe('faces', () => {
  test('a face vector is saved, and compared with that of another job', async ({ page, jobPage, sandbox }) => {
    const [a, b] = [await sandbox.finish(copyAs('face-a.jpg', 'vector-a.jpg'), 9), await sandbox.finish(copyAs('face-b.jpg', 'vector-b.jpg'), 9)];
    const vectorOf = async (jobId: string): Promise<number[]> => {
      await jobPage.open(jobId);
      const saving = page.waitForEvent('download');
      await jobPage.region('Evidence').getByRole('button', { name: 'Download the vector' }).click();
      const path = await (await saving).path();
      return JSON.parse(readFileSync(path, 'utf8'));
    };
    const [one, other] = [await vectorOf(b), await vectorOf(a)];
    const expected = product(one, other) / Math.sqrt(product(one, one) * product(other, other));
    const evidence = jobPage.region('Evidence');
    await evidence.getByLabel('Compare with the vector of job').fill(b);
    await evidence.getByRole('button', { name: 'Compare' }).click();
    await expect(evidence.getByLabel('Comparison')).toContainText(`Cosine similarity to job ${b}: ${expected.toFixed(4)}`);
    await expectAccessible(page);
  });

  test('two faces stand side by side with their score', async ({ page, uploadPage, jobPage }) => {
    await uploadPage.open();
    await uploadPage.choose(copyAs('face-a.jpg', 'likeness.jpg'));
    await uploadPage.setTaskType('likeness.jpg', 'Face Intelligence');
    await uploadPage.setFaceChecks('likeness.jpg', ['Similarity']);
    await uploadPage.setReference('likeness.jpg', media('face-b.jpg'));
    await uploadPage.analyze();
    await uploadPage.viewJob('likeness.jpg');
    await jobPage.expectStatus('completed');
    const evidence = jobPage.region('Evidence');
    const [left, right] = [await boxOf(evidence.getByRole('img', { name: 'The uploaded file' })), await boxOf(evidence.getByRole('img', { name: 'The reference' }))];
    expect(right.x).toBeGreaterThanOrEqual(left.x + left.width);
    expect(right.y).toBe(left.y);
    await expect(evidence).toContainText(/Similarity \d+(\.\d+)?/);
    await expectAccessible(page);
  });
});

test.describe('links', () => {
  test('an expired link is replaced by reading the job again', async ({ page, jobPage, sandbox, expectHttpErrors }) => {
    expectHttpErrors([403]);
    const jobId = await sandbox.finish(copyAs('photo.jpg', 'expired-real.jpg'), 1);
    const [fresh = ''] = await sandbox.inputUrls(jobId);
    const expired = new URL(fresh);
    expired.searchParams.set('expires', '1');
    let reads = 0;
    await changeDetail(page, { artifact: () => {
      reads += 1;
      return reads === 1 ? { downloadUrl: expired.href } : {};
    } });
    const refused = page.waitForResponse((response) => response.url() === expired.href && response.status() === 403);
    await jobPage.open(jobId);
    await refused;
    await expect(jobPage.region('Evidence').getByRole('img', { name: 'The uploaded file' })).not.toHaveJSProperty('naturalWidth', 0);
    expect(reads).toBeGreaterThan(1);
  });

  test('what cannot be decoded says why and offers the link', async ({ page, assay, jobPage, sandbox }) => {
    const jobId = await sandbox.finish(copyAs('clip.mp4', 'odd-real.mp4'), 3);
    const downloadUrl = await serveMedia(page, assay.url, 'odd.mp4', Buffer.from('no video at all'), 'video/mp4');
    await changeDetail(page, { artifact: { downloadUrl } });
    await jobPage.open(jobId);
    await expect(jobPage.region('Evidence')).toContainText('this browser cannot decode the format');
    await expect(jobPage.region('Evidence').getByRole('link', { name: 'Open the link' })).toHaveAttribute('href', downloadUrl);
  });
});
