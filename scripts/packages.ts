import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import * as z from 'zod/mini';

const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.optional(z.string()),
      license: z.optional(z.string()),
      integrity: z.optional(z.string()),
      dev: z.optional(z.boolean()),
      optional: z.optional(z.boolean()),
      hasInstallScript: z.optional(z.boolean()),
      dependencies: z.optional(z.record(z.string(), z.string())),
      devDependencies: z.optional(z.record(z.string(), z.string())),
    }),
  ),
});

/** A package as the lockfile pins it. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression; null when it states none. */
  readonly license: string | null;
  /** Subresource integrity, `sha512-…`; null when it is not pinned by content. */
  readonly integrity: string | null;
  /** Whether only building and testing need it. */
  readonly dev: boolean;
  readonly hasInstallScript: boolean;
}

/** What the lockfile says the project itself asks for. */
export interface AskedFor {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** Reads the lockfile of the project at `root`: every package, each version once, sorted; and what was asked for. */
export function readLockfile(root: string): { packages: readonly LockedPackage[]; askedFor: AskedFor } {
  const { packages } = lockfile.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const found = new Map<string, LockedPackage>();
  for (const [path, entry] of Object.entries(packages)) {
    if (path === '') continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const version = entry.version ?? '';
    const known = found.get(`${name}@${version}`);
    const { license = null, integrity = null, dev = false, hasInstallScript = false } = entry;
    found.set(`${name}@${version}`, { name, version, license, integrity, dev: dev && (known?.dev ?? true), hasInstallScript });
  }
  const { dependencies = {}, devDependencies = {} } = packages[''] ?? {};
  const sorted = [...found.values()].toSorted((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
  return { packages: sorted, askedFor: { dependencies, devDependencies } };
}
