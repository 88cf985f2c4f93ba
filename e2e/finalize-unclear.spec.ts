import type { ServerResponse } from 'node:http';

import { expectAccessible } from './axe.ts';
import { expect, KEY, test } from './hostile-test.ts';
import { copyAs } from './media.ts';
import { signIn } from './sign-in.ts';

const answer = (status: number, contentType: string, text: string) => (response: ServerResponse) => void response.writeHead(status, { 'content-type': contentType }).end(text);
const lost = answer(502, 'text/html', '<html><title>Bad Gateway</title></html>');
const absent = answer(404, 'application/json', '{"code":"JOB_NOT_FOUND","statusCode":404,"message":"No such job"}');
const refused = answer(400, 'application/xml', '<Error><Code>BadDigest</Code><Message>Storage said BadDigest</Message></Error>');

test('Retry failed leaves out a file that may be charged, and says where to decide; its row shows what was sent, also after a reload, and so does the report', async ({ page, platform, uploadPage, expectHttpErrors }) => {
  expectHttpErrors([400, 404, 502]);
  platform.plan = (step, job) => {
    if (job?.fileName === 'charged.jpg') {
      // Carried out, but the answer is an ingress page; then the job is not to be found.
      if (step === 'finalize') return { done: true, answer: lost };
      if (step === 'detail') return { done: false, answer: absent };
    }
    return job?.fileName === 'refused.jpg' && step === 'put' ? { done: false, answer: refused } : null;
  };
  await signIn(page, KEY);
  await uploadPage.open();
  await uploadPage.choose(copyAs('photo.jpg', 'charged.jpg', '1'), copyAs('photo.jpg', 'refused.jpg', '2'));
  await uploadPage.analyze();
  for (const name of ['charged.jpg', 'refused.jpg']) await uploadPage.expectStatus(name, 'failed', 40_000);

  const expectLog = async () => {
    const row = uploadPage.item('charged.jpg');
    const log = row.getByRole('region', { name: 'What this browser did' });
    for (const text of ['Asked for a job. Answer: done.', 'Sent the file. Answer: done.', 'Asked to finalize. Answer: 502 with a web page instead of an answer.', 'Read last: the platform says that the job does not exist.']) await expect(log).toContainText(text);
    await expect(row.getByText('Sends the file as a new job, which is charged')).toBeVisible();
  };
  await expectLog();
  await page.reload();
  await expectLog();

  const retry = page.getByRole('button', { name: 'Retry failed' });
  const question = page.getByRole('alertdialog', { name: 'Retry 1 failed file?' });
  await retry.click();
  await expect(question).toContainText(/1 failed file is left out, since a finalize was sent and may have been carried out.* Decide in its row.*: charged\.jpg\./);
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Keep' }).click();
  await uploadPage.expectStatus('refused.jpg', 'failed');

  platform.plan = () => null;
  await retry.click();
  await question.getByRole('button', { name: 'Retry', exact: true }).click();
  await uploadPage.expectStatus('refused.jpg', 'submitted');
  await uploadPage.expectStatus('charged.jpg', 'failed');
  await uploadPage.item('charged.jpg').getByRole('button', { name: 'Look again' }).click();
  await uploadPage.expectStatus('charged.jpg', 'submitted');
  expect([...platform.jobs.values()].filter(({ deleted }) => !deleted).map(({ fileName, finalized }) => `${fileName}: ${finalized}`).toSorted((a, b) => a.localeCompare(b))).toEqual(['charged.jpg: 1', 'refused.jpg: 1']);

  const [jobId] = [...platform.jobs.values()].flatMap(({ id, fileName }) => (fileName === 'charged.jpg' ? [id] : []));
  await page.goto(`/report?jobs=${jobId}`);
  await expect(page.getByRole('article')).toContainText('Asked to finalize. Answer: 502 with a web page instead of an answer.');
});
