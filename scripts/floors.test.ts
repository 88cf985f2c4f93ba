import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
// A project of its own with the same rules, so that nothing is planted among the real sources.
const folder = mkdtempSync(join(tmpdir(), 'assay-floors-'));
afterAll(() => rmSync(folder, { recursive: true }));
copyFileSync(join(root, 'oxlint.config.ts'), join(folder, 'oxlint.config.ts'));
writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));

/** Whether lint lets each file import what is said beside it. */
function allowed(imports: readonly (readonly [file: string, imported: string])[]): readonly boolean[] {
  for (const [index, [file, imported]] of imports.entries()) {
    const path = join(folder, file.replace(/(?=\.(?:test\.)?ts$)/, `-${index}`));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `import { x } from '${imported}';\nexport const y = x;\n`);
  }
  const { stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), '--format=unix', ...new Set(imports.map(([file]) => file.split('/')[0] ?? ''))], { cwd: folder, encoding: 'utf8' });
  expect(stderr).toBe('');
  return imports.map(([file], index) => !stdout.includes(`${file.replace(/(?=\.(?:test\.)?ts$)/, `-${index}`)}:1:`));
}

test('lint refuses an import against the floors of a feature, from one feature into another, and a second client that spends', () => {
  const cases: readonly (readonly [file: string, imported: string, isAllowed: boolean])[] = [
    ['src/upload/model/item.ts', '../engine/engine.ts', false],
    ['src/upload/engine/engine.ts', '../model/item.ts', true],
    ['src/upload/model/item.test.ts', '../engine/engine.ts', true],
    ['src/upload/model/item.test.ts', '#src/jobs/model/job-row.ts', false],
    ['src/upload/storage/open-storage.ts', '../components/item-row.tsx', false],
    ['src/jobs/index/store/chunk.ts', '../sync/job-index.ts', false],
    ['src/jobs/index/sync/job-index.ts', '../store/chunk.ts', true],
    ['src/jobs/index/sync/job-index.ts', '../../actions/bulk-runner.ts', false],
    ['src/jobs/index/sync/job-index.ts', '../../model/queries.ts', true],
    ['src/jobs/table/jobs-table.ts', '../job/use-job.ts', false],
    ['src/jobs/table/jobs-table.ts', '../../upload/model/item.ts', false],
    ['src/review/viewers/audio/waveform.ts', '../../judgement/judgement.ts', false],
    ['src/review/viewers/audio/waveform.ts', '../../result/evidence.ts', true],
    ['src/review/verdict/verdict-panel.ts', '#src/upload/model/item.ts', false],
    ['src/lib/debounce.ts', '#src/ui/format.ts', false],
    ['src/jobs-api/client.ts', '#src/lib/debounce.ts', false],
    ['src/upload/engine/run-item.ts', '#src/lib/debounce.ts', true],
    ['server/http/log.ts', '../upstream/gateway.ts', false],
    ['server/upstream/gateway.ts', '../http/log.ts', true],
    ['server/app.ts', '#src/lib/debounce.ts', false],
    ['server/app.ts', '#src/jobs-api/job.ts', true],
  ];
  const found = allowed(cases.map(([file, imported]) => [file, imported]));
  expect(cases.map(([file, imported], index) => [file, imported, found[index]])).toEqual(cases);
});
