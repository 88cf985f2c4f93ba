import { chromiumArguments } from '../../scripts/chromium.ts';
import { seededApp } from '../lib/app.ts';
import type { Metric, Part } from '../lib/part.ts';

const CATEGORIES = { performance: 'performance', accessibility: 'accessibility', 'best-practices': 'best practices' };
const FORMS = ['mobile', 'desktop'] as const;
const PAGES = ['/upload', '/jobs'];
const FLAGS = ['--headless=new', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...chromiumArguments];

/** What `bench/peers/lighthouse.ts` gives. */
interface Auditor {
  readonly audit: (address: string, form: (typeof FORMS)[number], categories: readonly string[], chromiumFlags: readonly string[]) => Promise<Record<string, number | null>>;
}

const audits = PAGES.flatMap((page) => FORMS.map((form) => ({ page, form })));
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
    const { audit }: Auditor = await import(new URL('../peers/lighthouse.ts', import.meta.url).href);
    return {
      async run() {
        const sample: Record<string, number> = {};
        for (const { page, form } of audits) {
          const scores = await audit(server.url + page, form, Object.keys(CATEGORIES), FLAGS);
          for (const [category, score] of Object.entries(scores)) sample[`${page} ${form} ${category}`] = Math.round((score ?? Number.NaN) * 100);
        }
        return sample;
      },
      close: () => server.dispose(),
    };
  },
};
