// Here, since the dependencies of the bench are not there when the rest is type-checked.
import { launch } from 'chrome-launcher';
import lighthouse, { desktopConfig, type Flags } from 'lighthouse';

/** The score of each category, 0 to 1; null for one that was not measured. */
type Scores = Record<string, number | null>;

// Now and then a trace lacks its beginning; Lighthouse's own advice is to run again.
const LOST_TRACE = 'NO_NAVSTART';

/** Audits a page in a Chromium of its own, once more when its trace got lost. Rejects when the page cannot be audited. */
export async function audit(address: string, form: 'mobile' | 'desktop', categories: readonly string[], chromiumFlags: readonly string[]): Promise<Scores> {
  const once = () => auditOnce(address, form, categories, chromiumFlags);
  return once().catch((error: unknown) => {
    if (error instanceof Error && error.message.includes(LOST_TRACE)) return once();
    throw error;
  });
}

async function auditOnce(address: string, form: 'mobile' | 'desktop', categories: readonly string[], chromiumFlags: readonly string[]): Promise<Scores> {
  const chromium = await launch({ chromePath: process.env['CHROMIUM_PATH'] ?? '', chromeFlags: [...chromiumFlags] });
  try {
    const options: Flags = { port: chromium.port, onlyCategories: [...categories], disableFullPageScreenshot: true, logLevel: 'silent' };
    // Without a configuration, Lighthouse takes the page for a phone's.
    const result = await lighthouse(address, options, form === 'desktop' ? desktopConfig : undefined);
    if (!result) throw new Error('Lighthouse gives no result');
    const { categories: found, runtimeError } = result.lhr;
    if (runtimeError) throw new Error(runtimeError.message);
    return Object.fromEntries(categories.map((category) => [category, found[category]?.score ?? null]));
  } finally {
    chromium.kill();
  }
}
