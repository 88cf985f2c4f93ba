import { copyAs, fileOf } from './media.ts';
import { expect, test } from './test.ts';

test('a PNG named .jpg is taken for what it is, and analysed as such', async ({ uploadPage, jobPage }) => {
  await uploadPage.open();
  await uploadPage.choose(copyAs('portrait.png', 'passport-real.jpg'));
  await expect(uploadPage.item('passport-real.jpg')).toContainText('named .jpg, but it is a PNG');
  await uploadPage.expectStatus('passport-real.jpg', 'staged');
  await uploadPage.analyze();
  await uploadPage.viewJob('passport-real.jpg');
  await jobPage.expectStatus('completed');
});

test('what no task type takes is rejected by name, with what would be taken', async ({ uploadPage }) => {
  await uploadPage.open();
  await uploadPage.choose(fileOf('notes.txt', 'Only words.\n'), fileOf('empty.jpg'), copyAs('photo.jpg', 'good.jpg'));
  await uploadPage.expectStatus('notes.txt', 'rejected');
  await expect(uploadPage.item('notes.txt')).toContainText(/JPEG.*PNG.*PDF/);
  await uploadPage.expectStatus('empty.jpg', 'rejected');
  await expect(uploadPage.item('empty.jpg')).toContainText(/empty/i);
  await uploadPage.expectStatus('good.jpg', 'staged');
  await expect(uploadPage.analyzeButton).toHaveAccessibleName('Analyze 1 file');
});

test('only the task types that take a file are offered for it', async ({ uploadPage }) => {
  await uploadPage.open();
  await uploadPage.choose(copyAs('page.pdf', 'letter.pdf'), copyAs('tone.m4a', 'memo.m4a'));
  const offered = (name: string) => uploadPage.item(name).getByRole('combobox', { name: 'Task type' }).locator('option');
  await expect(offered('letter.pdf')).toHaveText(['Document Intelligence']);
  await expect(offered('memo.m4a')).toHaveText(['AI Audio Detector', 'Audio Splitter']);
});
