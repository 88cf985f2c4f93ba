import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromiumArguments } from '../../scripts/chromium.ts';
import { seededApp } from '../lib/app.ts';
import { runCommand } from '../lib/command.ts';
import type { Metric, Part, Sample } from '../lib/part.ts';

const PROGRAM = fileURLToPath(new URL('../node_modules/lighthouse/cli/index.js', import.meta.url));
const CATEGORIES = { performance: 'performance', accessibility: 'accessibility', 'best-practices': 'best practices' };
const FORMS = { mobile: [], desktop: ['--preset=desktop'] };
const PAGES = ['/upload', '/jobs'];

const audits = PAGES.flatMap((page) => Object.entries(FORMS).map(([form, args]) => ({ page, form, args })));
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
    const folder = mkdtempSync(join(tmpdir(), 'assay-bench-lighthouse-'));
    return {
      async run() {
        let sample: Sample = {};
        for (const { page, form, args } of audits) sample = { ...sample, ...(await audit(server.url, page, form, args, folder)) };
        return sample;
      },
      async close() {
        rmSync(folder, { recursive: true, force: true });
        await server.dispose();
      },
    };
  },
};

async function audit(url: string, page: string, form: string, args: readonly string[], folder: string): Promise<Sample> {
  const report = join(folder, 'report.json');
  const flags = ['--headless=new', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...chromiumArguments].join(' ');
  const options = ['--quiet', '--disable-full-page-screenshot', '--output=json', `--output-path=${report}`, `--only-categories=${Object.keys(CATEGORIES).join(',')}`, `--chrome-flags=${flags}`, ...args];
  await runCommand(process.execPath, [PROGRAM, url + page, ...options], { CHROME_PATH: process.env['CHROMIUM_PATH'] ?? '' });
  const { categories, runtimeError }: { categories: Record<string, { score: number | null }>; runtimeError?: { message: string } } = JSON.parse(readFileSync(report, 'utf8'));
  if (runtimeError) throw new Error(runtimeError.message);
  return Object.fromEntries(Object.keys(CATEGORIES).map((category) => [`${page} ${form} ${category}`, Math.round((categories[category]?.score ?? Number.NaN) * 100)]));
}
