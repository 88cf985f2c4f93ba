import { type Config, ConfigError, readConfig } from './config.ts';
import { tameConsole } from './http/log.ts';
import type { RunningServer } from './serve.ts';

/**
 * Runs a server as the whole program: reads the environment, says on stdout where the server is once it accepts
 * connections, and stops it at SIGTERM or SIGINT. A start that fails ends with one line on stderr and status 1, or 2
 * when a variable is to blame.
 */
export async function runProgram(start: (config: Config) => Promise<RunningServer>): Promise<void> {
  tameConsole();
  try {
    const config = readConfig(process.env);
    const server = await start(config);
    stopOnSignal(server);
    if (process.env['AUTHENTA_API_KEY'] && config.apiUrl === null) {
      process.stderr.write('AUTHENTA_API_KEY is not used: AUTHENTA_API_URL is unset, so that this is the embedded sandbox.\n');
    }
    process.stdout.write(`Assay is ready at ${server.url}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof ConfigError ? 2 : 1;
  }
}

function stopOnSignal(server: RunningServer): void {
  let stopping = false;
  const stop = (): void => {
    // A terminal sends the signal to the whole group and the starter passes it on: the second one must not kill.
    if (stopping) return;
    stopping = true;
    void server.close().finally(() => process.exit());
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
