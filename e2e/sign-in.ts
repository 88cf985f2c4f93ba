import { expect, type Page } from '@playwright/test';

/** Fills the sign-in page in and sends it, without waiting for what comes of it. */
export async function offerKey(page: Page, apiKey: string): Promise<void> {
  await page.goto('/sign-in');
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await page.getByLabel('API key').fill(apiKey);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Signs in with a key that the server takes. */
export async function signIn(page: Page, apiKey: string): Promise<void> {
  await offerKey(page, apiKey);
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}
