import type { BrowserContext, Page, Request } from '@playwright/test';

/** Everything in a request that a credential could travel in. */
interface SeenRequest {
  readonly origin: string;
  readonly path: string;
  readonly text: string;
  readonly hasCredentialHeader: boolean;
}

async function see(request: Request): Promise<SeenRequest> {
  const url = new URL(request.url());
  const headers = await request.allHeaders();
  const body = request.postDataBuffer()?.toString('latin1') ?? '';
  return {
    origin: url.origin,
    path: url.pathname,
    text: [request.method(), url.href, JSON.stringify(headers), body].join('\n'),
    hasCredentialHeader: 'authorization' in headers || 'cookie' in headers || 'x-api-key' in headers,
  };
}

function isLeak(request: SeenRequest, appOrigin: string): boolean {
  if (request.origin !== appOrigin) return request.hasCredentialHeader || request.text.includes('api_');
  return !/^\/(api|auth)\//.test(request.path) && (request.text.includes('api_') || /"authorization"/.test(request.text));
}

/** Sees every request of a browser context, with the headers that really went out. */
export class CredentialWatch {
  readonly #seen: Promise<SeenRequest>[] = [];

  constructor(context: BrowserContext) {
    context.on('request', (request) => {
      if (/^https?:/.test(request.url())) this.#seen.push(see(request));
    });
  }

  /**
   * What went where it must not: to another origin, any credential header or API key; to the app's own origin outside
   * of API and sign-in, an API key (the sealed session cookie goes to the whole origin, as cookies do).
   */
  async leaks(appOrigin: string): Promise<string[]> {
    const all = await Promise.all(this.#seen);
    return all.filter((request) => isLeak(request, appOrigin)).map((request) => request.text.slice(0, 600));
  }

  /** The origins that requests went to, and how many: proof that the watch saw something. */
  async countByOrigin(): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for (const { origin } of await Promise.all(this.#seen)) counts.set(origin, (counts.get(origin) ?? 0) + 1);
    return counts;
  }
}

// Runs in the page, where the types of a browser hold; these files are checked with the types of Node.
const READ_STORES = `(async () => {
  const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      for (const request of [objects.getAllKeys(), objects.getAll()]) {
        await new Promise((resolve) => { request.onsuccess = resolve; });
        found.push(name + '/' + store + ': ' + JSON.stringify(request.result));
      }
    }
    database.close();
  }
  return found;
})()`;

/** Everything the page's scripts can read back from the browser's stores, as text. */
export async function readableStores(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(READ_STORES);
}
