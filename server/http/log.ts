/** What a log line may hold: nothing that a person typed, chose or signed in with. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** Writes one line of JSON to stderr. stdout is for the one line that says where the server is. */
export function log(level: 'info' | 'warn' | 'error', event: string, fields: LogFields = {}): void {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`);
}

/** Logs where something went wrong, without its message, which may quote an address, a file name or a key. */
export function logFailure(event: string, error: unknown): void {
  const known = error instanceof Error;
  const at = known ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 8).map((line) => line.trim()).join(' | ') : '';
  log('error', event, { name: known ? error.name : typeof error, code: known && 'code' in error ? String(error.code) : null, at });
}

/** Libraries that write to the console keep to the log's form and rules, and off stdout. */
export function tameConsole(): void {
  // oxlint-disable-next-line no-console -- replaced, not used
  Object.assign(console, { error: (error: unknown) => logFailure('answer', error), info: () => {} });
}
