import { CredentialWatch, readableStores } from './credential-watch.ts';
import { copyAs } from './media.ts';
import { signIn } from './sign-in.ts';
import { expect, test } from './test.ts';

test('nothing but the same-origin API carries a credential', async ({ page, context, assay, uploadPage, jobsPage, jobPage }) => {
  const watch = new CredentialWatch(context);
  // Signed in by hand, so that there is a credential to leak.
  await signIn(page, 'api_sandbox');

  await uploadPage.open();
  await uploadPage.choose(copyAs('photo.jpg', 'watched-fake.jpg'), copyAs('tone.wav', 'watched-tracks.wav'));
  await uploadPage.setTaskType('watched-tracks.wav', 'Audio Splitter');
  await uploadPage.analyze();
  await uploadPage.expectStatus('watched-tracks.wav', 'submitted');
  const jobId = await uploadPage.viewJob('watched-fake.jpg');
  await jobPage.expectStatus('completed');
  await jobsPage.open();
  await jobsPage.expectStatus(jobId, 'completed');
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();

  expect(await watch.leaks(assay.url)).toEqual([]);
  const origins = await watch.countByOrigin();
  expect(origins.get(assay.url)).toBeGreaterThan(5);
  expect([...origins.keys()].filter((origin) => origin !== assay.url), 'the uploads went to a second origin').not.toEqual([]);

  const stores = await readableStores(page);
  expect(stores.length).toBeGreaterThanOrEqual(3);
  expect(stores.filter((text) => text.includes('api_'))).toEqual([]);
});
