import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const SRC = join(process.cwd(), 'src');

/** Who may touch a job's result besides the reader of verdicts, and why. */
const ALLOWED: Readonly<Record<string, string>> = {
  'review/result/result-record.ts': 'gathers the fields that the readers of verdicts and evidence are given',
  'review/report/report.ts': 'prints the raw result as it came',
  'app/pages/job-page.tsx': 'shows the raw result as it came',
  'jobs/model/missing-result.ts': 'asks whether there is one, to fetch it; reads none of it',
};

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && !path.includes('testing/') && !path.includes('fixtures/'))
  .map((path) => ({ path, text: readFileSync(join(SRC, path), 'utf8') }));

// What reads a job's result: by its name, or taken apart.
const READS = /\b(?:job|data|detail|known|answer)\??\.(?:result|inlineResult|recordFields)\b|\{[^{}\n]*\b(?:result|inlineResult|recordFields)\b[^{}\n]*\}\s*(?:=\s*(?:await\s+)?(?:job|data|detail)\b|:\s*Job\b)/;
const CLAIMS = /'(?:isAiGenerated|isDeepFake|isSpoof|isLiveness|isFake|isTampered|isSimilar|RealConfidencePercent|identityPredictions)'|\.(?:isAiGenerated|isDeepFake|isSpoof|isLiveness|isFake|isTampered|isSimilar|RealConfidencePercent|identityPredictions)\b/;

test('the search finds what it looks for', () => {
  expect(['if (job.result === undefined)', 'detail.data?.result', 'const { result } = job;', 'function f({ result, id }: Job)'].every((line) => READS.test(line))).toBe(true);
  expect(sources.length).toBeGreaterThan(200);
});

test('nothing but the reader reads a result, apart from a list with a reason each', () => {
  const readers = sources.filter(({ path, text }) => !path.startsWith('jobs-api/') && READS.test(text)).map(({ path }) => path);
  expect(readers.toSorted()).toEqual(Object.keys(ALLOWED).toSorted());
});

test('the fields of claims are named in src/review alone', () => {
  const outside = sources.filter(({ path, text }) => !path.startsWith('review/') && !path.startsWith('jobs-api/') && CLAIMS.test(text)).map(({ path }) => path);
  expect(outside).toEqual([]);
});
