import type { Page } from '@playwright/test';

import type { JobPage } from './job-page.ts';
import { copyAs } from './media.ts';
import { signIn } from './sign-in.ts';
import { expect, test } from './test.ts';
import type { UploadPage } from './upload-page.ts';

// Of one tenant, which the sandbox names to them; the third is another tenant's.
const [OLD, NEW, OTHER] = ['api_sandbox_current', 'api_sandbox_current_rotated', 'api_sandbox_deployed'];

/** Sends one file, keeps another one waiting for a person, and judges the job. Returns its id. */
async function work(page: Page, uploadPage: UploadPage, jobPage: JobPage): Promise<string> {
  await uploadPage.open();
  await uploadPage.choose(copyAs('photo.jpg', 'sent-fake.jpg'));
  await uploadPage.analyze();
  await uploadPage.expectStatus('sent-fake.jpg', 'submitted');
  await uploadPage.choose(copyAs('photo.jpg', 'not-sent.jpg', 'other'));
  await uploadPage.expectStatus('not-sent.jpg', 'staged');
  const jobId = await uploadPage.viewJob('sent-fake.jpg');
  await jobPage.expectStatus('completed');
  const judgement = page.getByRole('region', { name: 'Judgement', exact: true });
  await judgement.getByRole('radio', { name: 'Authentic' }).check();
  await judgement.getByLabel('Reason').fill('Seen the negative');
  await judgement.getByRole('button', { name: 'Save judgement' }).click();
  await expect(judgement).toContainText('History (1 entry)');
  return jobId;
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
}

/** The queue, the judgement, the evidence and the log of what was sent are there. */
async function expectAllOfIt(page: Page, uploadPage: UploadPage, jobPage: JobPage, jobId: string): Promise<void> {
  await uploadPage.open();
  await uploadPage.expectStatus('not-sent.jpg', 'staged');
  await uploadPage.expectStatus('sent-fake.jpg', 'submitted');
  await jobPage.open(jobId);
  await expect(page.getByRole('region', { name: 'Judgement', exact: true })).toContainText('History (1 entry)');
  // Of its bytes, which the platform does not keep.
  await expect(jobPage.region('Details')).toContainText(/[0-9a-f]{64}/);
  await expect(page.getByRole('region', { name: 'What this browser did' })).toContainText('finalize', { ignoreCase: true });
}

async function expectNothingOfIt(page: Page, uploadPage: UploadPage): Promise<void> {
  await uploadPage.open();
  await expect(page.getByRole('link', { name: 'Jobs', exact: true })).toBeVisible();
  await expect(uploadPage.files.getByRole('listitem')).toHaveCount(0);
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('region', { name: 'Judgements' })).toContainText('0 jobs judged');
}

test('the key is rotated within the tenant: queue, evidence and judgements are there with the new one, and what waits goes out with it; another tenant sees nothing', async ({ page, uploadPage, jobPage, context }) => {
  await signIn(page, OLD);
  const jobId = await work(page, uploadPage, jobPage);
  await signOut(page);
  await signIn(page, OTHER);
  await expectNothingOfIt(page, uploadPage);
  await signIn(page, NEW);
  await expectAllOfIt(page, uploadPage, jobPage, jobId);

  // A second tab, which counted on the old key, goes on with the new one.
  await signIn(page, OLD);
  const second = await context.newPage();
  await signIn(second, NEW);
  await uploadPage.open();
  await uploadPage.analyze();
  const sent = await uploadPage.viewJob('not-sent.jpg');
  await jobPage.expectStatus('completed');
  expect(sent).not.toBe(jobId);
});

test('what an earlier version kept by key stays when the tenant is named, and the next key gets it', async ({ page, uploadPage, jobPage }) => {
  await signIn(page, OLD);
  const account = await page.evaluate<string>(`fetch('/api/session').then((answer) => answer.json()).then((session) => session.account)`);
  const note = `assay.store.${account}`;
  // As it named the stores, without a note of it.
  await page.evaluate(`localStorage.setItem(${JSON.stringify(note)}, localStorage.getItem(${JSON.stringify(note)}).replace(/^\\S+/, ${JSON.stringify(account)}))`);
  const jobId = await work(page, uploadPage, jobPage);
  await page.evaluate('localStorage.clear()');
  await expectAllOfIt(page, uploadPage, jobPage, jobId);
  await signOut(page);
  await signIn(page, NEW);
  await expectAllOfIt(page, uploadPage, jobPage, jobId);
  await signIn(page, OTHER);
  await expectNothingOfIt(page, uploadPage);
});

test('where the platform names no tenant, Settings offers what is kept under another key: checked by its jobs, asked, then used; another account is refused', async ({ page, uploadPage, jobPage, expectHttpErrors }) => {
  expectHttpErrors([404]);
  await signIn(page, 'api_sandbox');
  const jobId = await work(page, uploadPage, jobPage);
  const panel = page.getByRole('region', { name: 'Kept under another key' });
  const claim = panel.getByRole('button', { name: 'This is the same account' });

  await signIn(page, 'api_sandbox_nocredit');
  await expectNothingOfIt(page, uploadPage);
  await expect(panel).toContainText('1 file sent · 1 file not sent · 1 job judged · last used');
  await expect(panel).not.toContainText('sent-fake.jpg');
  await claim.click();
  await expect(panel.getByRole('alert')).toContainText('Your key can read none of its jobs (1 job asked for)');
  await expectNothingOfIt(page, uploadPage);

  await signIn(page, 'api_sandbox_rotated');
  await expectNothingOfIt(page, uploadPage);
  await claim.click();
  const question = page.getByRole('alertdialog', { name: 'Go on with this?' });
  await expect(question).toContainText(`Your key reads job ${jobId} of it (sent-fake.jpg): it is the same account.`);
  await question.getByRole('button', { name: 'Keep as it is' }).click();
  await expectNothingOfIt(page, uploadPage);
  await claim.click();
  await question.getByRole('button', { name: 'It is the same account' }).click();
  await expect(panel).toBeHidden();
  await expectAllOfIt(page, uploadPage, jobPage, jobId);
  // The old key still has it, and another one still has not.
  await signIn(page, 'api_sandbox');
  await expectAllOfIt(page, uploadPage, jobPage, jobId);
  await signIn(page, 'api_sandbox_nocredit');
  await expectNothingOfIt(page, uploadPage);
});
