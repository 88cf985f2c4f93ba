import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

import { mediaTypeOf } from './media-type.ts';

const ENCODINGS = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;

interface Page {
  readonly type: string;
  readonly etag: string;
  readonly cacheControl: string;
  readonly plain: Buffer;
  /** By content coding, best first. */
  readonly coded: ReadonlyMap<string, Buffer>;
}

/**
 * Reads the built app into memory, so that a newer build in the same folder does not pull the files away from under
 * the tabs that are open. Without a build every page answers 503.
 */
export function loadPages(folder: string): (request: Request) => Response {
  const pages = readPages(folder);
  const index = pages.get('/index.html');
  return (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return text(405, 'Method not allowed', { allow: 'GET, HEAD' });
    const { pathname } = new URL(request.url);
    // A page that people open directly may have a document of its own.
    const page = pages.get(pathname) ?? pages.get(`${pathname}.html`);
    if (page) return answer(page, request);
    if (pathname.startsWith('/assets/')) return text(404, 'Not found');
    return index ? answer(index, request) : text(503, 'The app is not built yet: run npm start.', { 'retry-after': '5' });
  };
}

function readPages(folder: string): Map<string, Page> {
  const bytes = new Map<string, Buffer>();
  for (const entry of listFiles(folder)) {
    bytes.set(`/${relative(folder, entry).split(sep).map(encodeURIComponent).join('/')}`, readFileSync(entry));
  }
  const pages = new Map<string, Page>();
  for (const [path, plain] of bytes) {
    if (ENCODINGS.some(({ suffix }) => path.endsWith(suffix) && bytes.has(path.slice(0, -suffix.length)))) continue;
    const coded = ENCODINGS.flatMap(({ name, suffix }) => {
      const body = bytes.get(path + suffix);
      return body ? [[name, body] as const] : [];
    });
    pages.set(path, {
      type: mediaTypeOf(path),
      etag: createHash('sha256').update(plain).digest('base64url').slice(0, 22),
      // Only names under /assets/ change with their content.
      cacheControl: path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      plain,
      coded: new Map(coded),
    });
  }
  return pages;
}

/** Names with a leading dot are the build's own notes. */
function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !relative(folder, path).split(sep).some((part) => part.startsWith('.')));
}

function answer(page: Page, request: Request): Response {
  const accepted = acceptedCodings(request.headers.get('accept-encoding') ?? '');
  const coding = [...page.coded.keys()].find((name) => accepted.has(name));
  const body = (coding && page.coded.get(coding)) || page.plain;
  const etag = `"${page.etag}${coding ? `-${coding}` : ''}"`;
  const headers = new Headers({ 'cache-control': page.cacheControl, etag });
  if (page.coded.size > 0) headers.set('vary', 'Accept-Encoding');
  if (request.headers.get('if-none-match')?.split(/\s*,\s*/).some((known) => known.replace(/^W\//, '') === etag)) {
    return new Response(null, { status: 304, headers });
  }
  headers.set('content-type', page.type);
  headers.set('content-length', String(body.byteLength));
  if (coding) headers.set('content-encoding', coding);
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(body), { headers });
}

/** The codings an Accept-Encoding header names, without those it refuses by `q=0`. */
function acceptedCodings(header: string): ReadonlySet<string> {
  const parts = header.split(',').map((part) => part.trim().toLowerCase().split(/\s*;\s*/));
  return new Set(parts.filter(([, quality]) => !/^q=0(?:\.0*)?$/.test(quality ?? '')).map(([name]) => name ?? ''));
}

function text(status: number, message: string, headers: Record<string, string> = {}): Response {
  return new Response(`${message}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers } });
}
