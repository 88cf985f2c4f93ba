// The whole app in Chromium, in gateway mode, in front of a platform that goes wrong at every step in every way.
import { FAULTS, type Fault, HANGS, type HostilePlatform, JSON_FAULTS, STORAGE_FAULTS, type Step } from './hostile-platform.ts';
import { expect, KEY, test } from './hostile-test.ts';
import { copyAs, sha256Of } from './media.ts';
import { signIn } from './sign-in.ts';

type Cases = ReadonlyMap<string, { readonly step: Step; readonly fault: Fault }>;

/** Faults at the steps that they can happen at, by the name of the file that meets them. */
function casesOf(faultsAt: (step: Step) => Readonly<Record<string, Fault>>): Cases {
  // The job is read only after something else went wrong; those files meet two faults.
  return new Map((['create', 'put', 'finalize', 'detail'] as const).flatMap((step) => Object.entries(faultsAt(step)).map(([name, fault]) => [`${step}-${name}.jpg`, { step, fault }] as const)));
}

const CASES = casesOf((step) => ({ ...FAULTS, ...(step === 'put' ? STORAGE_FAULTS : JSON_FAULTS) }));

function isFirst(met: Set<string>, what: string): boolean {
  if (met.has(what)) return false;
  met.add(what);
  return true;
}

/** Gives each file its fault once; a file whose fault is at the reading of its job first loses an answer. */
function onceEach(cases: Cases, met: Set<string>): HostilePlatform['plan'] {
  return (step, job) => {
    const planned = job && cases.get(job.fileName);
    if (!job || !planned) return null;
    if (planned.step === 'detail' && step === 'finalize' && isFirst(met, `before ${job.fileName}`)) return FAULTS['lost-answer'] ?? null;
    return planned.step === step && isFirst(met, job.fileName) ? planned.fault : null;
  };
}

/** A file for each case: its path, and its SHA-256 by its name. */
function filesFor(cases: Cases): { paths: string[]; wanted: Map<string, string> } {
  const files = [...cases.keys()].map((name) => ({ name, path: copyAs('photo.jpg', name, name) }));
  return { paths: files.map(({ path }) => path), wanted: new Map(files.map(({ name, path }) => [name, sha256Of(path)])) };
}

test('every fault at every step: nothing is lost, nothing is charged twice, nothing is left behind', { tag: '@slow' }, async ({ page, context, platform, assay, uploadPage, expectHttpErrors, expectNetworkErrors, expectRefusals, expectPolicyStops }) => {
  test.setTimeout(300_000);
  expectHttpErrors([400, 403, 404, 408, 429, 500, 502, 503, 504]);
  expectNetworkErrors();
  expectRefusals();
  expectPolicyStops();
  const met = new Set<string>();
  platform.plan = onceEach(CASES, met);
  const { paths, wanted } = filesFor(CASES);
  await signIn(page, KEY);
  await uploadPage.open();
  await uploadPage.choose(...paths);
  await uploadPage.analyze();
  await expect.poll(() => platform.chargedOf(wanted.keys()), { timeout: 240_000 }).toBe(CASES.size);
  await expect.poll(() => platform.wrongs(wanted), { timeout: 60_000 }).toEqual([]);
  await expect.poll(() => [...CASES.keys()].filter((name) => !met.has(name)), 'faults that were never met').toEqual([]);
  await expect(page.locator('[data-upload-status=failed]')).toHaveCount(0);
  expect(platform.leaks).toEqual([]);
  expect(await page.evaluate('Object.prototype.polluted')).toBeUndefined();
  await assay.stop();
  const lines = assay.stderr.trim().split('\n');
  expect(lines.length).toBeGreaterThan(4 * CASES.size);
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ level: expect.any(String), event: expect.any(String) });
  expect(lines.map((line) => JSON.parse(line).route)).toEqual(expect.arrayContaining(['/api/session', '/api/v1/jobs', '/api/v1/jobs/:id', '/api/v1/jobs/:id/finalize']));
  const [cookie] = await context.cookies();
  const secrets = [KEY, cookie?.value ?? '', 'presigned-secret', 'X-Amz', platform.storageOrigin, ...wanted.keys(), ...platform.jobs.keys()];
  expect(secrets.filter((secret) => secret === '' || assay.stderr.includes(secret))).toEqual([]);
  test.info().annotations.push({ type: 'figures', description: `${CASES.size} faults tried, ${platform.chargedOf(wanted.keys())} survived, 0 lost, 0 doubled` });
});

test('a platform and a storage that never answer, or never come to the end: the page gives up by itself, and nothing is lost or doubled', { tag: '@slow' }, async ({ page, platform, uploadPage, expectHttpErrors, expectNetworkErrors }) => {
  // The page waits for 30 s each time, and two files that are about the reading of a job for twice that.
  test.setTimeout(420_000);
  expectHttpErrors([400, 403, 404, 502, 504]);
  expectNetworkErrors();
  const hangs = casesOf(() => HANGS);
  const met = new Set<string>();
  platform.plan = onceEach(hangs, met);
  const { paths, wanted } = filesFor(hangs);
  await signIn(page, KEY);
  await uploadPage.open();
  await uploadPage.choose(...paths);
  await uploadPage.analyze();
  await expect.poll(() => platform.chargedOf(wanted.keys()), { timeout: 360_000 }).toBe(hangs.size);
  await expect.poll(() => platform.wrongs(wanted), { timeout: 60_000 }).toEqual([]);
  await expect.poll(() => [...hangs.keys()].filter((name) => !met.has(name)), 'faults that were never met').toEqual([]);
  await expect(page.locator('[data-upload-status=submitted]')).toHaveCount(hangs.size, { timeout: 60_000 });
  test.info().annotations.push({ type: 'figures', description: `${hangs.size} hangs tried, ${platform.chargedOf(wanted.keys())} survived, 0 lost, 0 doubled` });
});

test('a list that never comes says so, and the page stays usable', { tag: '@slow' }, async ({ page, platform, expectHttpErrors, expectNetworkErrors }) => {
  test.setTimeout(120_000);
  expectHttpErrors([504]);
  expectNetworkErrors();
  // Signing in asks for the list too.
  await signIn(page, KEY);
  platform.plan = (step) => (step === 'list' ? (HANGS['no-answer'] ?? null) : null);
  await page.goto('/jobs');
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await page.getByRole('link', { name: 'Jobs', exact: true }).click();
  await expect(page.getByRole('alert').first()).toBeVisible({ timeout: 90_000 });
  platform.plan = () => null;
  await expect(page.getByText('No jobs yet.')).toBeVisible({ timeout: 90_000 });
});

test('what needs a person waits or fails in words, and goes on: 400, 402, 403 at each step', { tag: '@slow' }, async ({ page, platform, uploadPage, expectHttpErrors }) => {
  test.setTimeout(180_000);
  expectHttpErrors([400, 402, 403]);
  await signIn(page, KEY);
  await uploadPage.open();
  for (const step of ['create', 'finalize'] as const) {
    for (const status of [400, 402, 403]) {
      const name = `${step}-${status}.jpg`;
      let left = 1;
      platform.plan = (at, job) => (at === step && job?.fileName === name && left-- > 0 ? { done: false, answer: (response) => void response.writeHead(status, { 'content-type': 'application/json' }).end('{"code":"NO"}') } : null);
      const path = copyAs('photo.jpg', name, name);
      await uploadPage.choose(path);
      await uploadPage.analyze();
      if (status === 400) await uploadPage.item(name).getByRole('button', { name: 'Retry' }).click();
      else await page.getByRole('alert').getByRole('button', { name: 'Go on' }).click();
      await uploadPage.expectStatus(name, 'submitted');
      expect(platform.wrongs(new Map([[name, sha256Of(path)]]))).toEqual([]);
    }
  }
});

test('a hostile list and hostile details leave the page usable, and say what is wrong', { tag: '@slow' }, async ({ page, platform, uploadPage, jobsPage, jobPage, expectHttpErrors, expectNetworkErrors }) => {
  test.setTimeout(240_000);
  expectHttpErrors([400, 403, 408, 429, 500, 502, 503, 504]);
  expectNetworkErrors();
  await signIn(page, KEY);
  await uploadPage.open();
  await uploadPage.choose(copyAs('photo.jpg', 'victim.jpg'));
  await uploadPage.analyze();
  const jobId = await uploadPage.viewJob('victim.jpg');
  const harmless = new Set(['prototype-keys', 'huge-numbers']);
  for (const [name, fault] of Object.entries(JSON_FAULTS)) {
    platform.plan = (step) => (step === 'detail' || step === 'list' ? fault : null);
    await page.goto(`/jobs/${jobId}`);
    if (harmless.has(name)) await jobPage.expectStatus('completed');
    else await expect(page.getByRole('alert').first(), name).toBeVisible({ timeout: 60_000 });
    // The page answers: a click does what it says.
    await page.getByRole('link', { name: 'Settings' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
    platform.plan = () => null;
  }
  expect(await page.evaluate('[Object.prototype.polluted, ({}).status]')).toEqual([undefined, undefined]);
  await jobsPage.open();
  await jobsPage.expectStatus(jobId, 'completed');
});
