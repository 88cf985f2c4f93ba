import { launch } from 'chrome-launcher';
import runLighthouse, { type Config, desktopConfig } from 'lighthouse';

import { chromiumArguments } from '../../scripts/chromium.ts';
import { seededApp } from '../lib/app.ts';
import type { Metric, Part, Sample } from '../lib/part.ts';

const CATEGORIES = { performance: 'performance', accessibility: 'accessibility', 'best-practices': 'best practices' };
// Without a configuration, Lighthouse takes the page for a phone's.
const FORMS = { mobile: undefined, desktop: desktopConfig };
const PAGES = ['/upload', '/jobs'];

const audits = PAGES.flatMap((page) => Object.entries(FORMS).map(([form, config]) => ({ page, form, config })));
const names = audits.flatMap(({ page, form }) => Object.entries(CATEGORIES).map(([category, words]) => ({ key: `${page} ${form} ${category}`, label: `${page}, ${form}: ${words}` })));

/** Lighthouse's scores of the two entries, on both of its devices. */
export const lighthouse: Part = {
  name: 'first-load-lighthouse',
  title: 'Lighthouse',
  ours: 'the built app',
  peers: [],
  metrics: Object.fromEntries(names.map(({ key, label }): [string, Metric] => [key, { label, unit: '', better: 'more' }])),
  goals: names.map(({ key }) => ({ metric: key, atLeast: 100 })),
  async open() {
    const server = await seededApp(200);
    return {
      async run() {
        let sample: Sample = {};
        for (const { page, form, config } of audits) sample = { ...sample, ...(await audit(server.url, page, form, config)) };
        return sample;
      },
      close: () => server.dispose(),
    };
  },
};

async function audit(url: string, page: string, form: string, config: Config | undefined): Promise<Sample> {
  const chromium = await launch({
    chromePath: process.env['CHROMIUM_PATH'] ?? '',
    chromeFlags: ['--headless=new', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...chromiumArguments],
  });
  try {
    const result = await runLighthouse(url + page, { port: chromium.port, onlyCategories: Object.keys(CATEGORIES), disableFullPageScreenshot: true, logLevel: 'silent' }, config);
    if (!result) throw new Error('Lighthouse gives no result');
    const { categories, runtimeError } = result.lhr;
    if (runtimeError) throw new Error(runtimeError.message);
    return Object.fromEntries(Object.keys(CATEGORIES).map((category) => [`${page} ${form} ${category}`, Math.round((categories[category]?.score ?? Number.NaN) * 100)]));
  } finally {
    chromium.kill();
  }
}
