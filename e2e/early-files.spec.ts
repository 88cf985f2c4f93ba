import { fileOf } from './media.ts';
import { expect, test } from './test.ts';

// Puts a file into the field in the very task in which the field appears.
const CHOOSE_AT_ONCE = `new MutationObserver((_, observer) => {
  const field = document.querySelector('input[type=file]');
  if (field === null) return;
  observer.disconnect();
  const chosen = new DataTransfer();
  chosen.items.add(new File(['bits'], 'early.jpg', { type: 'image/jpeg' }));
  field.files = chosen.files;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}).observe(document, { childList: true, subtree: true })`;

// The first database that is opened for the queue never is, as after a browser that was killed.
const NEVER_OPENS_ONCE = `{
  const open = indexedDB.open.bind(indexedDB);
  let isFirst = true;
  indexedDB.open = (name, version) => {
    if (!isFirst || !name.startsWith('assay-upload-')) return open(name, version);
    isFirst = false;
    return new Proxy(open('never-' + name), { get: (request, key) => key === 'addEventListener' ? () => {} : Reflect.get(request, key, request) });
  };
}`;

test('a file that is chosen before the queue is there comes into it', async ({ page, uploadPage }) => {
  await page.addInitScript(CHOOSE_AT_ONCE);
  await uploadPage.open();
  await uploadPage.expectStatus('early.jpg', 'staged');
});

test('a disk that does not answer is said, and asked again', async ({ page, uploadPage }) => {
  await page.addInitScript(NEVER_OPENS_ONCE);
  await uploadPage.open();
  await uploadPage.choose(fileOf('patient.jpg', Buffer.alloc(1_000, 1)));
  await expect(page.getByText('The upload list is still being opened')).toBeVisible();
  expect(await uploadPage.losesOnClose()).toBe(true);
  await expect(uploadPage.item('patient.jpg')).toBeVisible({ timeout: 40_000 });
  await expect(page.getByText('The upload list is still being opened')).toBeHidden();
});
