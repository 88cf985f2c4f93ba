import { resolve } from 'node:path';

import { isHost, isLoopback } from './http/host.ts';
import { isHeaderSafeKey } from './auth/api-key.ts';
import { isFolder } from './sandbox/data-dir.ts';
import { DataDirError } from './sandbox/data-dir-error.ts';
import { VOCABULARIES, type Vocabulary } from './sandbox/vocabulary.ts';

/** What the environment asks for, checked. */
export interface Config {
  readonly host: string;
  /** 0 asks for a free port. */
  readonly port: number;
  /** Absolute path of the folder that holds the sandbox's database and media. */
  readonly dataDir: string;
  /** Origin of the platform, without a path; null means the embedded sandbox. */
  readonly apiUrl: string | null;
  /** The key that everyone who reaches this server shares; always null without `apiUrl`. */
  readonly sharedKey: string | null;
  /** CSP host sources of the storage behind the platform. */
  readonly storageOrigins: readonly string[];
  /** The first one seals, all of them open; empty: the server makes one up at each start. */
  readonly sessionSecrets: readonly string[];
  /** Where the figures are served, on loopback alone; 0 takes a free port, null means nowhere. */
  readonly metricsPort: number | null;
  /** What the sandbox answers in, for keys that are not bound to a vocabulary. */
  readonly sandboxVocabulary: Vocabulary;
  /** Whether the sandbox's storage refuses a PUT without a Content-Type. */
  readonly sandboxRequiresType: boolean;
}

/** A variable that stops the start; the message is one line fit for the terminal and never holds a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads every variable; an empty one counts as unset.
 * @throws {ConfigError} at the first value that is not allowed.
 */
export function readConfig(env: Environment): Config {
  const value = (name: string): string | null => env[name]?.trim() || null;
  const host = readHost(value('HOST') ?? '127.0.0.1');
  const apiUrl = readApiUrl(value('AUTHENTA_API_URL'));
  const key = readSharedKey(value('AUTHENTA_API_KEY'), host);
  return {
    host,
    port: readPort('PORT', value('PORT') ?? '4173'),
    dataDir: readDataDir(value('DATA_DIR') ?? '.data'),
    apiUrl,
    sharedKey: apiUrl === null ? null : key,
    storageOrigins: readStorageOrigins(value('STORAGE_ORIGINS') ?? 'https://*.amazonaws.com'),
    sessionSecrets: readSecrets(value('SESSION_SECRET')),
    metricsPort: readMetricsPort(value('METRICS_PORT')),
    sandboxVocabulary: readChoice('SANDBOX_VOCABULARY', value('SANDBOX_VOCABULARY') ?? 'documented', VOCABULARIES),
    sandboxRequiresType: readChoice('SANDBOX_PUT_CONTENT_TYPE', value('SANDBOX_PUT_CONTENT_TYPE') ?? 'required', ['required', 'optional']) === 'required',
  };
}

function refuse(name: string, value: string, allowed: string): never {
  throw new ConfigError(`${name} is ${JSON.stringify(value)}: ${allowed}`);
}

function readHost(value: string): string {
  return isHost(value) ? value : refuse('HOST', value, 'it must be a host name or an IP address, such as 127.0.0.1');
}

function readChoice<T extends string>(name: string, value: string, choices: readonly T[]): T {
  return choices.find((choice) => choice === value) ?? refuse(name, value, `it must be ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`);
}

function readMetricsPort(value: string | null): number | null {
  return value === null ? null : readPort('METRICS_PORT', value);
}

function readPort(name: string, value: string): number {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  return port <= 65_535 ? port : refuse(name, value, 'it must be a whole number from 0 (a free port) to 65535');
}

function readDataDir(value: string): string {
  const path = resolve(value);
  try {
    isFolder(path);
    return path;
  } catch (error) {
    return refuseDataDir(value, error);
  }
}

/** Turns what stands in the way of a data folder into what stops the start. @throws {ConfigError}, or the error itself when it is another. */
export function refuseDataDir(value: string, error: unknown): never {
  if (error instanceof DataDirError) return refuse('DATA_DIR', value, error.message);
  throw error;
}

function readApiUrl(value: string | null): string | null {
  if (value === null) return null;
  const allowed = 'it must be the address of the platform, such as https://platform.authenta.ai (http only on this machine)';
  const url = URL.parse(value);
  // The part before an @ can be a password, so that such a value is not repeated.
  if (value.includes('@')) throw new ConfigError(`AUTHENTA_API_URL holds a user name or password: ${allowed}`);
  if (!url || url.search || url.hash || !/^\/(?:api\/v1\/?)?$/.test(url.pathname)) return refuse('AUTHENTA_API_URL', value, allowed);
  const trusted = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return trusted ? url.origin : refuse('AUTHENTA_API_URL', value, allowed);
}

function readSharedKey(value: string | null, host: string): string | null {
  if (value === null) return null;
  if (!isHeaderSafeKey(value)) {
    throw new ConfigError('AUTHENTA_API_KEY is not shown: it must be 1 to 1024 visible ASCII characters without spaces');
  }
  if (!isLoopback(host)) {
    throw new ConfigError(
      `HOST is ${JSON.stringify(host)} while AUTHENTA_API_KEY is set: anyone on the network could use the shared key; ` +
        'use a loopback HOST such as 127.0.0.1, or unset AUTHENTA_API_KEY so that each analyst signs in',
    );
  }
  return value;
}

function readStorageOrigins(value: string): readonly string[] {
  const origins = value.split(/\s+/);
  const bad = origins.find((origin) => !isStorageOrigin(origin));
  if (bad === undefined) return origins;
  return refuse('STORAGE_ORIGINS', bad, 'it must be origins separated by spaces, such as https://*.amazonaws.com or https://media.example.com:9000');
}

function isStorageOrigin(origin: string): boolean {
  const parts = /^https?:\/\/(?:\*\.)?([^/:*]+|\[[\da-f:]+\])(?::(\d{1,5}|\*))?$/i.exec(origin);
  return parts?.[1] !== undefined && isHost(parts[1]) && (parts[2] === '*' || Number(parts[2] ?? 0) <= 65_535);
}

function readSecrets(value: string | null): readonly string[] {
  const secrets = value?.split(/\s+/) ?? [];
  const short = secrets.find((secret) => secret.length < 32);
  if (short === undefined) return secrets;
  const which = secrets.length === 1 ? 'it' : 'each of the secrets in it, which spaces separate,';
  throw new ConfigError(`SESSION_SECRET has ${short.length} characters: ${which} must have at least 32`);
}
