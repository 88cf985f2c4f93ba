import type { CDPSession } from '@playwright/test';
import * as z from 'zod/mini';

const MIB = 1024 ** 2;
const usage = z.object({ result: z.object({ result: z.object({ value: z.object({ heapUsed: z.number(), external: z.number(), rss: z.number() }) }) }) });

/** What is left of a page once the garbage is gone. */
export interface PageMemory {
  readonly heapMib: number;
  /** Nodes of all documents, and listeners on them: what leaks in a page mostly hangs on these. */
  readonly nodes: number;
  readonly listeners: number;
}

/** Collects a page's garbage, then measures. */
export async function pageMemory(cdp: CDPSession): Promise<PageMemory> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const figure = (wanted: string): number => metrics.find(({ name }) => name === wanted)?.value ?? 0;
  return { heapMib: figure('JSHeapUsedSize') / MIB, nodes: figure('Nodes'), listeners: figure('JSEventListeners') };
}

/** What is left of the server once the garbage is gone: its JavaScript heap, buffers outside of it, and all in all. */
export interface ServerMemory {
  readonly heapMib: number;
  readonly externalMib: number;
  readonly residentMib: number;
}

/** Measures a Node process that runs with `--inspect`, by what it printed on stderr, through its inspector. */
export class ServerProbe {
  #socket: WebSocket;
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  static async open(stderr: string): Promise<ServerProbe> {
    const address = /Debugger listening on (ws:\S+)/.exec(stderr)?.[1];
    if (address === undefined) throw new Error('The server does not say where its inspector is.');
    const socket = new WebSocket(address);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', () => reject(new Error('The inspector of the server cannot be reached.')));
    });
    return new ServerProbe(socket);
  }

  /** Collects the garbage, then measures. */
  async measure(): Promise<ServerMemory> {
    await this.#send('HeapProfiler.collectGarbage');
    const answer = await this.#send('Runtime.evaluate', { expression: 'process.memoryUsage()', returnByValue: true });
    const { heapUsed, external, rss } = usage.parse(answer).result.result.value;
    return { heapMib: heapUsed / MIB, externalMib: external / MIB, residentMib: rss / MIB };
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }

  #send(method: string, params: object = {}): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      const read = ({ data }: MessageEvent): void => {
        const message: unknown = JSON.parse(String(data));
        if (typeof message !== 'object' || message === null || !('id' in message) || message.id !== id) return;
        this.#socket.removeEventListener('message', read);
        resolve(message);
      };
      this.#socket.addEventListener('message', read);
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }
}
