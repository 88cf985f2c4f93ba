import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createPageLifecycle, type LifecycleEvent } from './page-lifecycle.ts';

function fakePage() {
  const page = new EventTarget();
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' as const });
  const lifecycle = createPageLifecycle(page, document);
  const heard: LifecycleEvent[] = [];
  lifecycle.subscribe((event) => heard.push(event));
  return { page, document, lifecycle, heard };
}

const transition = (type: string, persisted: boolean) => Object.assign(new Event(type), { persisted });

test('a page that enters the back/forward cache is frozen once and restored once, however many events say so', () => {
  const { page, document, lifecycle, heard } = fakePage();
  page.dispatchEvent(transition('pagehide', true));
  document.dispatchEvent(new Event('freeze'));
  expect(lifecycle.isSuspended()).toBe(true);
  document.dispatchEvent(new Event('resume'));
  page.dispatchEvent(transition('pageshow', true));
  expect(heard).toEqual(['frozen', 'restored']);
  expect(lifecycle.isSuspended()).toBe(false);
});

test('a page that comes back from the back/forward cache without having been told that it went lets go of everything, and begins anew', () => {
  const { page, heard } = fakePage();
  page.dispatchEvent(transition('pageshow', true));
  expect(heard).toEqual(['frozen', 'restored']);
});

test('a page that goes for good closes; its first showing restores nothing', () => {
  const { page, heard } = fakePage();
  page.dispatchEvent(transition('pageshow', false));
  page.dispatchEvent(transition('pagehide', false));
  expect(heard).toEqual(['closing']);
});

test('what waits for the page to run goes on when it is restored', async () => {
  const { page, lifecycle } = fakePage();
  await lifecycle.running();
  page.dispatchEvent(transition('pagehide', true));
  const ran = vi.fn<() => void>();
  const waiting = lifecycle.running().then(ran);
  await Promise.resolve();
  expect(ran).not.toHaveBeenCalled();
  page.dispatchEvent(transition('pageshow', true));
  await waiting;
  expect(ran).toHaveBeenCalledOnce();
});

test('nothing but the lifecycle listens to what happens to the page', () => {
  const root = join(import.meta.dirname, '..');
  const own = ['page-lifecycle.ts', 'fake-page.ts'];
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && !own.some((name) => path.endsWith(name)));
  expect(sources.length).toBeGreaterThan(100);
  const listening = sources.filter((path) => /['"](?:pagehide|pageshow|freeze|resume|visibilitychange)['"]|document\.hidden|visibilityState/.test(readFileSync(join(root, path), 'utf8')));
  expect(listening).toEqual([]);
  const apart = sources.filter((path) => /new BroadcastChannel\(|navigator\.locks|\bopenDB\b|randomUUID/.test(readFileSync(join(root, path), 'utf8')));
  expect(apart.toSorted()).toEqual(['lib/holds-records.ts', 'lib/page-database.ts', 'lib/random-id.ts', 'lib/tab-channel.ts', 'lib/tab-lock.ts']);
});
