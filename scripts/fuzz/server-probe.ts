import * as z from 'zod/mini';

const report = z.object({ delayMs: z.number(), blockedMs: z.number(), rss: z.number(), heapUsed: z.number(), external: z.number() });

/** How the server's process is: its event loop since the last question (ms), its memory (bytes). */
export type ServerReport = z.infer<typeof report>;

/** The address of the probe, by what the server wrote to stderr; null before it is there. */
export function probeAddress(stderr: string): string | null {
  const port = /fuzz probe at (\d+)/.exec(stderr)?.[1];
  return port === undefined ? null : `http://127.0.0.1:${port}`;
}

/**
 * Asks how the process is; with `collect` its garbage is collected before its memory is measured.
 * @returns null when nobody answers within 10 s: the process is gone, or stands still.
 */
export async function askProbe(address: string, collect = false): Promise<ServerReport | null> {
  try {
    const answer = await fetch(`${address}${collect ? '/memory' : '/'}`, { signal: AbortSignal.timeout(10_000) });
    return report.parse(await answer.json());
  } catch {
    return null;
  }
}
