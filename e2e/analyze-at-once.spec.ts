import { copyAs } from './media.ts';
import { expect, test } from './test.ts';
import { watchTraffic } from './traffic.ts';

test.use({ ownServer: true });

// Presses the button, as quickly twice as a double click, in the very frame in which it counts so many files, and notes what the page then says, and every count after it.
const pressAt = (count: number) => `globalThis.noted = { adding: null, counts: [] };
const look = () => {
  const button = [...document.querySelectorAll('button')].find((each) => /^Analyze /.test(each.textContent));
  if (noted.adding !== null) noted.counts.push(parseInt(button.textContent.replace(/\\D/g, '') || '0'));
  else if (button?.textContent === 'Analyze ${count} file${count === 1 ? '' : 's'}') {
    noted.adding = /Adding (\\d+) more/.exec(document.body.textContent)?.[1] ?? null;
    button.click();
    button.click();
  }
  requestAnimationFrame(look);
};
look();`;

/** Photos, no two with the same bytes. */
function photos(count: number, name: string): string[] {
  return Array.from({ length: count }, (_, n) => copyAs('photo.jpg', `${name}-${n}.jpg`, `bytes of its own ${n}`));
}

test('files can be started while they are still being listed; those that come later are not', async ({ page, uploadPage }) => {
  test.setTimeout(180_000);
  const paths = photos(400, 'many');
  await uploadPage.open();
  await page.evaluate(pressAt(400));
  await uploadPage.choose(...paths);
  const later = copyAs('face-a.jpg', 'later.jpg');
  await uploadPage.choose(later);
  await expect(page.getByText('400 of 400 files submitted')).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole('button', { name: 'Analyze 1 file', exact: true })).toBeEnabled();
  await page.evaluate('scrollTo(0, document.body.scrollHeight)');
  await uploadPage.expectStatus('later.jpg', 'staged');
  const noted = await page.evaluate<{ adding: string | null; counts: number[] }>('noted');
  expect(Number(noted.adding)).toBeGreaterThan(0);
  // Pressed, they are nobody's to press again, and never come back.
  expect(Math.max(...noted.counts)).toBeLessThanOrEqual(1);
});

for (const { how, startWhenDropped } of [{ how: 'the button was pressed for', startWhenDropped: false }, { how: 'starts when dropped', startWhenDropped: true }]) {
  test(`"Pause all" holds what ${how}, also while it is still being listed or looked up`, async ({ page, uploadPage, sandbox }) => {
    await uploadPage.open();
    const traffic = watchTraffic(page);
    if (startWhenDropped) await page.getByRole('switch', { name: 'Start when dropped' }).check();
    else await page.evaluate(pressAt(400));
    await page.evaluate(`const press = () => {
      const button = [...document.querySelectorAll('button')].find((each) => each.textContent === 'Pause all');
      if (button === undefined) requestAnimationFrame(press);
      else button.click();
    };
    press();`);
    await uploadPage.choose(...photos(400, 'held'));
    await expect(page.getByText('400 files in the list').or(page.getByText(/of \d+ files? submitted/))).toBeVisible();
    await expect(page.getByText(/Adding/)).toHaveCount(0);
    await expect(page.getByText('Checking whether it was analyzed before')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Pause all' })).toHaveCount(0);
    // Whatever had been sent by then is through, and nothing follows it.
    await expect.poll(() => traffic.open()).toBe(0);
    const sent = (await sandbox.list()).length;
    await expect.poll(() => traffic.quietMs()).toBeGreaterThan(2_000);
    expect((await sandbox.list()).length).toBe(sent);
    expect(sent).toBeLessThan(100);
    await expect(uploadPage.analyzeButton).toBeEnabled();
  });
}

test('the count of what can be analyzed is whole at once, and stays so', async ({ page, uploadPage }) => {
  const paths = Array.from({ length: 600 }, (_, n) => copyAs('photo.jpg', `whole-${n}.jpg`));
  await uploadPage.open();
  await page.evaluate(`globalThis.counts = new Set();
    const look = () => {
      const button = [...document.querySelectorAll('button')].find((each) => /^Analyze /.test(each.textContent));
      counts.add(button.textContent);
      requestAnimationFrame(look);
    };
    look();`);
  await uploadPage.choose(...paths);
  await expect(page.getByText('600 files in the list')).toBeVisible();
  await expect(page.getByText(/Adding/)).toHaveCount(0);
  expect(await page.evaluate<string[]>('[...counts]')).toEqual(['Analyze 0 files', 'Analyze 600 files']);
});

test('a file that was analyzed before is asked about, however soon the button is pressed', async ({ page, uploadPage, sandbox }) => {
  const path = copyAs('photo.jpg', 'again-soon.jpg');
  await uploadPage.open();
  await uploadPage.choose(path);
  await uploadPage.analyze();
  await uploadPage.expectStatus('again-soon.jpg', 'submitted');
  await page.getByRole('button', { name: 'Clear submitted' }).click();
  await page.evaluate(pressAt(1));
  await uploadPage.choose(path);
  await expect(uploadPage.item('again-soon.jpg')).toContainText('The same file was analyzed before');
  await uploadPage.expectStatus('again-soon.jpg', 'staged');
  expect(await sandbox.list()).toHaveLength(1);
});

test('a file that goes away before anything is known of it says so, and is not waited for', async ({ page, uploadPage }) => {
  await uploadPage.open();
  await page.evaluate(`Blob.prototype.arrayBuffer = () => Promise.reject(new DOMException('Gone', 'NotFoundError'));`);
  await page.evaluate(pressAt(1));
  await uploadPage.choose(copyAs('face-b.jpg', 'gone.jpg'));
  await expect(uploadPage.item('gone.jpg')).not.toHaveAttribute('data-upload-status', 'staged');
});

test('what was chosen and started before the queue was there starts', async ({ page, uploadPage }) => {
  // The disk answers late, so that the button is pressed before it does.
  await page.addInitScript(`{
    const open = indexedDB.open.bind(indexedDB);
    indexedDB.open = (name, version) => {
      const opening = open(name, version);
      const listen = opening.addEventListener.bind(opening);
      if (name.startsWith('assay-upload-')) opening.addEventListener = (type, listener, options) => listen(type, type === 'success' ? (event) => setTimeout(() => listener.call(opening, event), 600) : listener, options);
      return opening;
    };
  }`);
  await uploadPage.open();
  await page.evaluate(pressAt(1));
  await uploadPage.choose(copyAs('face-b.jpg', 'eager.jpg'));
  await uploadPage.expectStatus('eager.jpg', 'submitted');
  expect(await page.evaluate('noted.adding')).toBe('1');
});
