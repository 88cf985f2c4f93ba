// Makes e2e/media/signed.jpg: the photo with Content Credentials that declare it AI-made, signed by a certificate of a
// made-up authority: `node scripts/sign-media.ts`. Needs openssl and a Chromium; the file is committed.
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from '@playwright/test';

import { chromiumArguments, findChromium } from './chromium.ts';
import { coseSign1 } from './media/cose.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const RESERVED = 4_096;
const MANIFEST = {
  claim_generator_info: [{ name: 'Assay test camera', version: '1.0' }],
  title: 'photo.jpg',
  assertions: [
    {
      label: 'c2pa.actions.v2',
      data: { actions: [{ action: 'c2pa.created', digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia', softwareAgent: { name: 'Test generator' } }] },
    },
  ],
};

const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] });

/** A chain of two for a hundred years, the signer's first, and its key. */
function certificates(): { chain: Buffer[]; key: string } {
  const folder = mkdtempSync(join(tmpdir(), 'assay-sign-'));
  const at = (name: string) => join(folder, name);
  try {
    const ca = 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n';
    const leaf = 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=emailProtection\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n';
    writeFileSync(at('ca.ext'), ca);
    writeFileSync(at('leaf.ext'), leaf);
    for (const [name, subject] of [['ca', '/O=Assay tests/CN=Test authority'], ['leaf', '/O=Assay tests/CN=Test signer']] as const) {
      openssl('req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', at(`${name}.key`), '-out', at(`${name}.csr`), '-subj', subject);
    }
    openssl('x509', '-req', '-in', at('ca.csr'), '-signkey', at('ca.key'), '-days', '36500', '-sha256', '-extfile', at('ca.ext'), '-out', at('ca.pem'));
    openssl('x509', '-req', '-in', at('leaf.csr'), '-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', '36500', '-sha256', '-extfile', at('leaf.ext'), '-out', at('leaf.pem'));
    return { chain: ['leaf', 'ca'].map((name) => new X509Certificate(readFileSync(at(`${name}.pem`))).raw), key: readFileSync(at('leaf.key'), 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// Runs in the page, from where the signing goes out to Node.
const SIGN = `(async () => {
  const { default: init, WasmBuilder } = await import('/c2pa.js');
  await init({ module_or_path: '/c2pa_bg.wasm' });
  const builder = WasmBuilder.fromJson(${JSON.stringify(JSON.stringify(MANIFEST))}, ${JSON.stringify(JSON.stringify({ verify: { verify_after_sign: false }, builder: { thumbnail: { enabled: false } } }))});
  const signer = { alg: 'es256', reserveSize: ${RESERVED}, sign: async (bytes) => new Uint8Array(await window.signInNode([...bytes])) };
  const photo = await (await fetch('/photo.jpg')).blob();
  return [...await builder.sign(signer, 'image/jpeg', photo)];
})()`;

// The builder reads blobs in a way that only workers may.
const WORKER = `self.window = { signInNode: (bytes) => new Promise((resolve) => { self.onmessage = ({ data }) => resolve(data); self.postMessage({ sign: bytes }); }) };
${SIGN}.then((bytes) => self.postMessage({ signed: bytes }), (error) => self.postMessage({ failed: String(error) }));`;
const ASK = `new Promise((resolve, reject) => {
  const worker = new Worker('/worker.js', { type: 'module' });
  worker.onerror = (event) => reject(new Error(event.message));
  worker.onmessage = async ({ data }) => {
    if (data.sign) worker.postMessage(await window.signInNode(data.sign));
    else if (data.failed) reject(new Error(data.failed));
    else resolve(data.signed);
  };
})`;

const files: Readonly<Record<string, readonly [type: string, bytes: Buffer | string]>> = {
  '/': ['text/html', '<!doctype html><title>sign</title>'],
  '/worker.js': ['text/javascript', WORKER],
  '/photo.jpg': ['image/jpeg', readFileSync(`${root}e2e/media/photo.jpg`)],
  '/c2pa.js': ['text/javascript', readFileSync(`${root}node_modules/@contentauth/c2pa-wasm/pkg/c2pa.js`)],
  '/c2pa_bg.wasm': ['application/wasm', readFileSync(`${root}node_modules/@contentauth/c2pa-wasm/pkg/c2pa_bg.wasm`)],
};
const server = createServer((request, response) => {
  const found = files[request.url ?? ''];
  response.writeHead(found ? 200 : 404, { 'content-type': found?.[0] ?? 'text/plain' }).end(found?.[1]);
});
await new Promise<void>((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});
const address = server.address();
if (address === null || typeof address === 'string') throw new Error('no address to listen on');

const { chain, key } = certificates();
const executablePath = findChromium();
const browser = await chromium.launch({ args: [...chromiumArguments], ...(executablePath === null ? {} : { executablePath }) });
try {
  const page = await browser.newPage();
  await page.exposeFunction('signInNode', (bytes: number[]) => [...coseSign1(Buffer.from(bytes), chain, key, RESERVED)]);
  await page.goto(`http://127.0.0.1:${address.port}/`);
  const signed = Buffer.from(await page.evaluate<number[]>(ASK));
  writeFileSync(`${root}e2e/media/signed.jpg`, signed);
  console.log(`signed.jpg ${(signed.length / 1024).toFixed(1)} kB`);
} finally {
  await browser.close();
  server.close();
}
