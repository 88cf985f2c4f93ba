// Makes the README's picture: a real server, real files, a real browser. Run by `npm run screenshot`.
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { copyAs } from '../e2e/media.ts';
import { AssayServer } from '../e2e/server.ts';
import { UploadPage } from '../e2e/upload-page.ts';
import { chromiumArguments, findChromium } from './chromium.ts';

const FILES = [
  copyAs('photo.jpg', 'harbour at dawn (real).jpg'),
  copyAs('portrait.png', 'profile picture fake.png'),
  copyAs('face-a.jpg', 'kyc selfie uncertain.jpg'),
  copyAs('face-b.jpg', 'press portrait.jpg'),
  copyAs('tone.mp3', 'voice message fake.mp3'),
  copyAs('tone.wav', 'interview real.wav'),
  copyAs('tone.m4a', 'call recording.m4a'),
  copyAs('clip.mp4', 'street protest uncertain.mp4'),
  copyAs('clip.mov', 'statement fake.mov'),
  copyAs('clip.webm', 'onboarding video real.webm'),
  copyAs('page.pdf', 'bank statement fake.pdf'),
  copyAs('photo.jpg', 'satellite image slow.jpg', 'slow'),
];

const server = await AssayServer.start();
const executablePath = findChromium();
const sandboxing = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ args: [...chromiumArguments, ...sandboxing], ...(executablePath === null ? {} : { executablePath }) });
try {
  const page = await browser.newPage({ baseURL: server.url, viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
  const upload = new UploadPage(page);
  await upload.open();
  await upload.choose(...FILES);
  await page.getByRole('button', { name: `Analyze ${FILES.length} files` }).click();
  await page.locator('[data-upload-status=submitted]').nth(FILES.length - 1).waitFor();
  await page.goto('/jobs');
  await page.locator('[data-job-status=completed]').nth(FILES.length - 2).waitFor({ timeout: 60_000 });
  await page.waitForTimeout(500);
  await page.screenshot({ path: fileURLToPath(new URL('../docs/screenshot.png', import.meta.url)) });
} finally {
  await browser.close();
  await server.dispose();
}
