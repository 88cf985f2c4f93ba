// `npm run sbom`: the software bill of materials on stdout, CycloneDX 1.6, from the lockfile alone: same lockfile, same bytes.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import packageJson from '../package.json' with { type: 'json' };
import { type LockedPackage, readLockfile } from './packages.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

function component({ name, version, license, integrity, dev }: LockedPackage): object {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const hash = /^sha512-(.+)$/.exec(integrity ?? '')?.[1];
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    scope: dev ? 'excluded' : 'required',
    ...(hash ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(hash, 'base64').toString('hex') }] } : {}),
    ...(license ? { licenses: [{ expression: license }] } : {}),
    purl,
  };
}

/** A UUID made of the lockfile's hash: version 8, as RFC 9562 has it for one's own. */
function serialNumber(): string {
  const hex = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const { name, version, license } = packageJson;
const bom = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: serialNumber(),
  version: 1,
  metadata: { component: { type: 'application', 'bom-ref': `${name}@${version}`, name, version, licenses: [{ license: { id: license } }] } },
  components: readLockfile(root).packages.map(component),
};
process.stdout.write(`${JSON.stringify(bom, null, 2)}\n`);
