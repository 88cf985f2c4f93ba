// What the back/forward cache must not do, in WebKit, where it is always on: `npm run test:webkit -- [times]`.
import { readFileSync } from 'node:fs';
import { media } from '../../e2e/media.ts';
import { SandboxClient } from '../../e2e/sandbox-client.ts';
import { AssayServer } from '../../e2e/server.ts';
import { startWebKit, type WebKitHost, type WebKitTab } from './host.ts';

const FILES = 40;
const EXTRA_BYTES = 400_000;
const PHOTO = readFileSync(media('photo.jpg')).toString('base64');

const submittedIn = '[...document.querySelectorAll("[data-upload-status=submitted]")].length';
const allSubmitted = `${submittedIn} === ${FILES}`;

/** Gives the page files as a person's choice does: JPEGs, no two with the same bytes. */
async function choose(tab: WebKitTab, names: readonly string[], count: number): Promise<void> {
  await tab.until('document.querySelector("main input[type=file]")');
  await tab.run(`() => {
    const photo = Uint8Array.from(atob(${JSON.stringify(PHOTO)}), (letter) => letter.charCodeAt(0));
    const given = new DataTransfer();
    ${JSON.stringify(names)}.slice(0, ${count}).forEach((name, n) => given.items.add(new File([photo, new Uint8Array(${EXTRA_BYTES} + n).fill(n)], name, { type: 'image/jpeg' })));
    const field = document.querySelector('main input[type=file]');
    field.files = given.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }`);
}

async function analyze(tab: WebKitTab): Promise<void> {
  const button = '[...document.querySelectorAll("button")].find(({ textContent, disabled }) => !disabled && /^Analyze/.test(textContent ?? ""))';
  await tab.until(button);
  await tab.run(`() => ${button}.click()`);
}

/** Goes back; throws when the page was loaded anew instead of being restored. */
async function restore(tab: WebKitTab): Promise<void> {
  await tab.back();
  await tab.until('globalThis.wasRestored === true', 10_000);
}

const watchRestores = (tab: WebKitTab) => tab.run('() => { addEventListener("pageshow", ({ persisted }) => { globalThis.wasRestored = persisted; }); }');

/** A leads and is left in mid-upload; with a second tab, that one takes over; A comes back. How many jobs there are in the end. */
async function jobsAfterBack(host: WebKitHost, url: string, withSecondTab: boolean): Promise<number> {
  const names = Array.from({ length: FILES }, (_, n) => `file-${n}.jpg`);
  const first = await host.open();
  await first.go(`${url}/upload`);
  await watchRestores(first);
  const second = withSecondTab ? await host.open() : null;
  await second?.go(`${url}/upload`);
  await choose(first, names, FILES);
  await analyze(first);
  await first.until(`${submittedIn} >= 3`);
  const before = Number(await first.run(`() => ${submittedIn}`));
  await first.go(`${url}/healthz`);
  await second?.until(`${submittedIn} > ${before}`);
  await restore(first);
  await first.until(allSubmitted, 120_000);
  await second?.until(allSubmitted);
  const jobs = await new SandboxClient(url).list();
  const open = jobs.filter(({ status }) => status === 'waiting_for_finalize').length;
  if (open > 0) throw new Error(`${open} jobs were never finalized`);
  await first.close();
  await second?.close();
  return jobs.length;
}

/** How long after the leader closed a restored follower shows a chosen file, in ms. */
async function msUntilFollowerLeads(host: WebKitHost, url: string): Promise<number> {
  const leader = await host.open();
  await leader.go(`${url}/upload`);
  const follower = await host.open();
  await follower.go(`${url}/upload`);
  await watchRestores(follower);
  await follower.go(`${url}/healthz`);
  await restore(follower);
  await leader.close();
  const closedAt = Date.now();
  await choose(follower, ['after.jpg'], 1);
  await follower.until('document.querySelector("[data-upload-status]")', 20_000);
  const took = Date.now() - closedAt;
  await follower.close();
  return took;
}

/** Whether the jobs page shows its table after it was left for another address and opened anew. */
async function jobsPageOpens(host: WebKitHost, url: string): Promise<boolean> {
  const tab = await host.open();
  await tab.go(`${url}/jobs`);
  await tab.go(`${url}/healthz`);
  await tab.go(`${url}/jobs`);
  const opened = await tab.until('document.querySelector("[data-job-id]")', 20_000).then(() => true, () => false);
  await tab.close();
  return opened;
}

async function withServer<T>(scene: (host: WebKitHost, url: string) => Promise<T>, seed: readonly string[] | null = null): Promise<T> {
  const server = await AssayServer.start({}, 'server/main.ts', seed);
  const host = await startWebKit();
  try {
    return await scene(host, server.url);
  } finally {
    await host.dispose();
    await server.dispose();
  }
}

const times = Number(process.argv[2] ?? 1);
const failures: string[] = [];
const note = (isRight: boolean, text: string) => {
  console.log(`${isRight ? 'ok' : 'WRONG'}  ${text}`);
  if (!isRight) failures.push(text);
};
for (let round = 1; round <= times; round += 1) {
  const two = await withServer((host, url) => jobsAfterBack(host, url, true));
  note(two === FILES, `${round}: two tabs, the leader comes back: ${two} jobs for ${FILES} files`);
  const one = await withServer((host, url) => jobsAfterBack(host, url, false));
  note(one === FILES, `${round}: one tab comes back: ${one} jobs for ${FILES} files`);
  const ms = await withServer(msUntilFollowerLeads);
  note(ms <= 2_000, `${round}: a restored follower leads after ${ms} ms`);
  const opened = await withServer(async (host, url) => {
    let right = 0;
    for (let n = 0; n < 6; n += 1) right += (await jobsPageOpens(host, url)) ? 1 : 0;
    return right;
  }, ['1000']);
  note(opened === 6, `${round}: the jobs page opens after it was left: ${opened} of 6`);
}
process.exitCode = failures.length > 0 ? 1 : 0;
