import { apiCallOf, routeApi } from './api-route.ts';
import { detailsOnDisk } from './details-on-disk.ts';
import { JobsPage } from './jobs-page.ts';
import { copyAs } from './media.ts';
import { signIn } from './sign-in.ts';
import { expect, test } from './test.ts';
import { watchTraffic } from './traffic.ts';

test.describe('four hundred jobs', () => {
  test.use({ seed: ['400'] });

  test('are indexed once: the second visit shows all of them and asks for one page', async ({ page, jobsPage }) => {
    const calls: (string | null)[] = [];
    page.on('request', (request) => calls.push(apiCallOf(request)));
    await jobsPage.open();
    const shown = page.getByRole('status', { name: 'What is shown' });
    await expect(shown).toHaveText('400 jobs.', { timeout: 60_000 });
    expect(calls.filter((call) => call === 'list').length).toBeLessThanOrEqual(20);
    expect(calls.filter((call) => call === 'detail')).toHaveLength(400);
    // What was gathered last is written a moment later.
    await expect.poll(async () => (await detailsOnDisk(page)).read).toBe(400);
    const traffic = watchTraffic(page);
    calls.length = 0;
    await page.reload();
    await expect(shown).toHaveText('400 jobs.');
    await expect(jobsPage.rows.first()).toBeVisible();
    await expect.poll(() => traffic.quietMs()).toBeGreaterThan(1_000);
    expect(calls.filter((call) => call === 'detail')).toEqual([]);
    expect(calls.filter((call) => call === 'list')).toHaveLength(1);
  });

  test('are searched, filtered and sorted, and the address shows the same elsewhere', async ({ page, context, jobsPage }) => {
    await jobsPage.open();
    await expect(page.getByRole('status', { name: 'What is shown' })).toHaveText('400 jobs.', { timeout: 60_000 });
    await jobsPage.search.fill('harbour');
    await expect(jobsPage.rows.first()).toContainText('harbour');
    await page.getByRole('group', { name: 'Jobs by verdict' }).getByRole('button', { name: /Likely manipulated/ }).click();
    await page.getByRole('columnheader', { name: 'Confidence' }).getByRole('button').click();
    await expect(page).toHaveURL(/\?verdict=manipulated&q=harbour&sort=confidence\.desc/);
    const names = () => jobsPage.rows.getByRole('link').allTextContents();
    const here = await names();
    expect(here.length).toBeGreaterThan(3);

    const other = await context.newPage();
    await other.goto(page.url());
    await expect.poll(() => other.locator('[data-job-id] a').allTextContents()).toEqual(here);
    await page.goBack();
    await expect(page).toHaveURL(/\?verdict=manipulated&q=harbour$/);
    await page.reload();
    await expect(jobsPage.search).toHaveValue('harbour');
    await expect(page.getByRole('combobox', { name: 'Verdict' })).toHaveValue('manipulated');
  });

  test('an address with junk in it shows what makes sense of it', async ({ page, jobsPage }) => {
    await jobsPage.open('?status=%00&status=failed&sort=__proto__.desc&from=yesterday&to=2026-99-99&q=%F0%9F%A6%86&type=constructor&x=%E2%80%AE');
    await expect(page.getByText(/No job matches/)).toBeVisible();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect(jobsPage.rows.first()).toBeVisible();
    await expect(page).toHaveURL(/\/jobs$/);
  });

  test('a delete elsewhere and a new job elsewhere are seen; rows under the pointer stay where they are', async ({ page, jobsPage, sandbox }) => {
    await jobsPage.open();
    await expect(page.getByRole('status', { name: 'What is shown' })).toHaveText('400 jobs.', { timeout: 60_000 });
    const [newest = '', second = '', third = ''] = (await sandbox.list()).map((job) => job.jobId);
    await jobsPage.row(third).hover();
    const before = await jobsPage.row(third).boundingBox();
    const { jobId } = await sandbox.create(copyAs('photo.jpg', 'from-elsewhere.jpg'), 1);
    await page.evaluate('window.dispatchEvent(new Event("focus"))');
    const news = page.getByRole('button', { name: '1 new job' });
    await expect(news).toBeVisible();
    expect(await jobsPage.row(third).boundingBox()).toEqual(before);
    await news.click();
    await expect(jobsPage.row(jobId)).toBeVisible();
    await jobsPage.row(third).hover();
    const place = await jobsPage.row(third).boundingBox();
    await sandbox.delete(second);
    await page.evaluate('window.dispatchEvent(new Event("focus"))');
    await expect(jobsPage.row(second)).toHaveCount(0);
    await expect(jobsPage.table.getByText('Deleted elsewhere')).toBeVisible();
    expect(await jobsPage.row(third).boundingBox()).toEqual(place);
    await page.getByRole('heading', { level: 1 }).hover();
    await expect(jobsPage.table.getByText('Deleted elsewhere')).toHaveCount(0);
    await expect(jobsPage.row(newest)).toBeVisible();
  });

  test('a job that has the focus and is deleted elsewhere leaves the focus in its place, and the keys go on from there', async ({ page, jobsPage, sandbox }) => {
    await jobsPage.open();
    await expect(page.getByRole('status', { name: 'What is shown' })).toHaveText('400 jobs.', { timeout: 60_000 });
    const [first = '', second = '', third = '', fourth = ''] = await jobsPage.ids();
    await jobsPage.row(first).getByRole('link').focus();
    await page.keyboard.press('j');
    await expect(jobsPage.row(second).getByRole('link')).toBeFocused();
    await page.keyboard.press('j');
    await sandbox.delete(third);
    await page.evaluate('window.dispatchEvent(new Event("focus"))');
    const gone = jobsPage.table.getByRole('row', { name: 'Deleted elsewhere' });
    await expect(gone).toBeFocused();
    await page.keyboard.press('x');
    await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0);
    await page.keyboard.press('k');
    await expect(jobsPage.row(second).getByRole('link')).toBeFocused();
    await page.keyboard.press('j');
    await expect(gone).toBeFocused();
    await page.keyboard.press('j');
    await expect(jobsPage.row(fourth).getByRole('link')).toBeFocused();
  });

  test('a list that shifts while it is paged loses and doubles nothing', async ({ page, jobsPage, sandbox, expectHttpErrors }) => {
    // What is no longer where it was is asked for: it may be gone.
    expectHttpErrors([404]);
    const listed = (await sandbox.list()).map((job) => job.jobId);
    // Those behind the border of the first page move onto it once the page has been read.
    const [beforeTheBorder, behindTheBorder] = [listed.slice(10, 13), listed.slice(100, 103)];
    let shifted: Promise<void> | null = null;
    const shift = async () => {
      for (const id of beforeTheBorder) await sandbox.delete(id);
      await sandbox.create(copyAs('photo.jpg', 'in-between.jpg'), 1);
    };
    await routeApi(page, 'list', async (route) => {
      if (new URL(route.request().url()).searchParams.get('page') !== '1') await (shifted ??= shift());
      await route.fallback();
    });
    await jobsPage.open();
    await expect(page.getByRole('status', { name: 'What is shown' })).toHaveText('398 jobs.', { timeout: 60_000 });
    expect(shifted).not.toBeNull();
    for (const id of behindTheBorder) {
      await jobsPage.search.fill(id);
      await expect(jobsPage.row(id)).toHaveCount(1);
    }
    for (const id of beforeTheBorder) {
      await jobsPage.search.fill(id);
      await expect(jobsPage.row(id)).toHaveCount(0);
    }
    await jobsPage.search.fill('in-between');
    await expect(jobsPage.rows).toHaveCount(1);
  });

  test('what another tab deletes is gone here, and only that', async ({ context, page, jobsPage, sandbox }) => {
    await jobsPage.open();
    await expect(page.getByRole('status', { name: 'What is shown' })).toHaveText('400 jobs.', { timeout: 60_000 });
    const [newest = '', second = ''] = (await sandbox.list()).map((job) => job.jobId);
    const other = new JobsPage(await context.newPage());
    await other.open();
    await other.row(newest).getByRole('checkbox').check();
    await other.page.getByRole('button', { name: 'Delete selected' }).click();
    await other.page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await expect(other.row(newest)).toHaveCount(0);
    await expect(jobsPage.row(newest)).toHaveCount(0, { timeout: 60_000 });
    await expect(jobsPage.row(second)).toBeVisible();
    await expect.poll(async () => (await sandbox.list()).length).toBe(399);
  });

  test('another account never sees them', async ({ page, jobsPage }) => {
    await jobsPage.open();
    await expect(jobsPage.rows.first()).toBeVisible();
    await signIn(page, 'api_sandbox_nocredit');
    await page.getByRole('link', { name: 'Jobs', exact: true }).click();
    await expect(page.getByText('No jobs yet.')).toBeVisible();
    await expect(jobsPage.rows).toHaveCount(0);
    await signIn(page, 'api_sandbox');
    await page.getByRole('link', { name: 'Jobs', exact: true }).click();
    await expect(jobsPage.rows.first()).toBeVisible();
  });

  test('a sign-in in another tab changes the account here too', async ({ context, page, jobsPage, expectHttpErrors }) => {
    // What the tab was about to ask for the first account is refused, never answered for the second one.
    expectHttpErrors([401]);
    await jobsPage.open();
    await expect(jobsPage.rows.first()).toBeVisible();
    const other = await context.newPage();
    await signIn(other, 'api_sandbox_nocredit');
    await expect(page.getByText('No jobs yet.')).toBeVisible();
    await expect(jobsPage.rows).toHaveCount(0);
  });

  test('a storm of 429 is waited out, in words, and the list is complete in the end', async ({ page, jobsPage, expectHttpErrors }) => {
    expectHttpErrors([429]);
    let storm = true;
    const refusedAt: number[] = [];
    await routeApi(page, 'list', async (route) => {
      if (!storm) return route.fallback();
      refusedAt.push(Date.now());
      return route.fulfill({ status: 429, headers: { 'Retry-After': '5' }, json: { code: 'RATE_LIMITED', statusCode: 429, message: 'Too many requests' } });
    });
    await jobsPage.open();
    await expect(page.getByRole('alert').filter({ hasText: /Too many requests/ })).toBeVisible();
    await expect.poll(() => refusedAt.length).toBeGreaterThan(2);
    // Two at once at most; then it rests for as long as it was told, counted from when it was told.
    const [first = 0, , third = 0] = refusedAt;
    expect(third - first).toBeGreaterThanOrEqual(4_990);
    storm = false;
    // Each refusal in a row makes the rest longer.
    await expect(page.getByRole('alert')).toBeHidden({ timeout: 60_000 });
    await expect(jobsPage.table).toHaveAttribute('aria-rowcount', '401', { timeout: 60_000 });
  });

  test('five tabs ask no more than one', async ({ context, page, jobsPage }) => {
    const calls: (string | null)[] = [];
    context.on('request', (request) => calls.push(apiCallOf(request)));
    await jobsPage.open();
    const others = await Promise.all(Array.from({ length: 4 }, () => context.newPage()));
    for (const other of others) await other.goto('/jobs');
    for (const tab of [page, ...others]) await expect(tab.getByRole('status', { name: 'What is shown' })).toHaveText('400 jobs.', { timeout: 60_000 });
    expect(calls.filter((call) => call === 'detail')).toHaveLength(400);
    expect(calls.filter((call) => call === 'list').length).toBeLessThanOrEqual(20);
  });

  test('the list of jobs can be removed from this browser when signing out', async ({ page, jobsPage }) => {
    await jobsPage.open();
    await expect(jobsPage.rows.first()).toBeVisible();
    const kept = () => page.evaluate<string[]>('indexedDB.databases().then((all) => all.map(({ name }) => name).filter((name) => name.startsWith("assay-jobs-")))');
    await expect.poll(kept).toHaveLength(1);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('checkbox', { name: /Remove the list of jobs/ }).check();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect.poll(kept).toEqual([]);
  });
});

test('on a small screen the filters are behind a button that counts those in use', async ({ page, jobsPage }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await jobsPage.open('?status=failed&q=sea');
  const button = page.getByRole('button', { name: 'Filters (1)' });
  const status = page.getByRole('combobox', { name: 'Status' });
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  await expect(status).toBeHidden();
  await button.click();
  await expect(status).toHaveValue('failed');
  await status.selectOption('');
  await expect(page.getByRole('button', { name: 'Filters', exact: true })).toHaveAttribute('aria-expanded', 'true');
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(page.getByRole('button', { name: 'Filters', exact: true })).toBeHidden();
  await expect(status).toBeVisible();
});

test.describe('jobs that go on', () => {
  test.use({ seed: ['300', '--active', '120', '--within', '20'] });

  test('end on screen, and a job that ends while it is filtered out is counted and not shown', async ({ page, jobsPage }) => {
    await jobsPage.open('?status=processing');
    await expect(jobsPage.rows.first()).toBeVisible();
    await expect(page.getByText(/No job matches/)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('group', { name: 'Jobs by status' }).getByRole('button', { name: /Processing/ })).toHaveCount(0);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect(jobsPage.rows.first()).toHaveAttribute('data-job-status', 'completed');
  });
});
