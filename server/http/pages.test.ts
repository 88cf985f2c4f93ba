import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';

import { afterAll, describe, expect, test } from 'vitest';

import { loadPages } from './pages.ts';

const script = 'console.log("assay");\n'.repeat(100);
const outer = mkdtempSync(join(tmpdir(), 'assay-pages-'));
const dist = join(outer, 'dist');
write('../secret.txt', 'secret');
write('index.html', '<title>Assay</title>');
write('jobs.html', '<title>Jobs</title>');
write('assets/index-abc.js', script);
write('assets/index-abc.js.br', brotliCompressSync(script));
write('assets/index-abc.js.gz', gzipSync(script));
write('icon.svg', '<svg/>');
write('.sources', 'note');
write('.vite/manifest.json', '{}');
const pages = loadPages(dist);

afterAll(() => rmSync(outer, { recursive: true }));

function write(path: string, content: string | Buffer): void {
  const full = join(dist, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
}

const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Response =>
  pages(new Request(`http://127.0.0.1${path}`, { method, headers }));

describe('caching', () => {
  test('a hashed asset is immutable', () => {
    const { status, headers } = get('/assets/index-abc.js');
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  test('the page is asked for each time, and answered 304 while it is the same', async () => {
    const first = get('/upload');
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^".{22}"$/);
    const again = get('/upload', { 'if-none-match': `"other", W/${etag}` });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect(get('/upload', { 'if-none-match': '"other"' }).status).toBe(200);
  });
});

describe('which path answers what', () => {
  test.each(['/', '/upload', '/jobs/clip.final.mp4', '/no/such/page', '/index.html', '/.sources', '/.vite/manifest.json'])('%s is the page', async (path) => {
    const answer = get(path);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('<title>Assay</title>');
  });

  test.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/assets/..%2f..%2fsecret.txt', '/assets/%2e%2e/%2e%2e/secret.txt'])(
    '%s does not lead out of the folder',
    async (path) => {
      expect(await get(path).text()).not.toContain('secret');
    },
  );

  test('a page may have a document of its own, asked for each time too', async () => {
    const answer = get('/jobs');
    expect(await answer.text()).toBe('<title>Jobs</title>');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  test('an asset that is not there is a 404', () => {
    expect(get('/assets/index-old.js').status).toBe(404);
    expect(get('/assets/').status).toBe(404);
  });

  test('a file beside the page is served by its type', () => {
    expect(get('/icon.svg').headers.get('content-type')).toBe('image/svg+xml');
  });

  test('only reading is allowed', () => {
    const answer = get('/upload', {}, 'POST');
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });

  test('HEAD has the headers of GET and no body', async () => {
    const answer = get('/assets/index-abc.js', {}, 'HEAD');
    expect(answer.headers.get('content-length')).toBe(String(script.length));
    expect(await answer.text()).toBe('');
  });
});

describe('compression', () => {
  test.each([
    ['gzip, deflate, br', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['GZIP;q=0.5', 'gzip'],
    ['deflate', null],
    ['br;q=0.000', null],
    ['', null],
  ])('Accept-Encoding %j gets %s', async (accepted, coding) => {
    const answer = get('/assets/index-abc.js', { 'accept-encoding': accepted });
    expect(answer.headers.get('content-encoding')).toBe(coding);
    expect(answer.headers.get('vary')).toBe('Accept-Encoding');
    const body = Buffer.from(await answer.arrayBuffer());
    expect(answer.headers.get('content-length')).toBe(String(body.byteLength));
    const decode = { br: brotliDecompressSync, gzip: gunzipSync };
    expect((coding === 'br' || coding === 'gzip' ? decode[coding](body) : body).toString()).toBe(script);
  });

  test('each coding has an ETag of its own', () => {
    const etags = ['br', 'gzip', ''].map((accepted) => get('/assets/index-abc.js', { 'accept-encoding': accepted }).headers.get('etag'));
    expect(new Set(etags).size).toBe(3);
  });
});

test('files that a newer build took away are still served', async () => {
  write('assets/gone.js', 'x');
  const before = loadPages(dist);
  rmSync(join(dist, 'assets/gone.js'));
  expect(await before(new Request('http://127.0.0.1/assets/gone.js')).text()).toBe('x');
});

test('without a build the page is a 503 that says so', async () => {
  const answer = loadPages(join(outer, 'nothing'))(new Request('http://127.0.0.1/upload'));
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain('npm start');
});
