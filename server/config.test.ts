import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { describe, expect, test } from 'vitest';

import { readConfig } from './config.ts';

const secret = 'a'.repeat(32);

describe('good values', () => {
  test('everything has a default', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 4173,
      dataDir: resolve('.data'),
      apiUrl: null,
      sharedKey: null,
      storageOrigins: ['https://*.amazonaws.com'],
      sessionSecrets: [],
      metricsPort: null,
      sandboxVocabulary: 'documented',
      sandboxRequiresType: true,
    });
  });

  test('an empty variable counts as unset', () => {
    expect(readConfig({ HOST: '', PORT: ' ', AUTHENTA_API_URL: '' })).toEqual(readConfig({}));
  });

  test.each([
    ['https://platform.authenta.ai', 'https://platform.authenta.ai'],
    ['https://platform.authenta.ai/', 'https://platform.authenta.ai'],
    ['https://platform.authenta.ai/api/v1', 'https://platform.authenta.ai'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])('AUTHENTA_API_URL %s', (value, origin) => {
    expect(readConfig({ AUTHENTA_API_URL: value }).apiUrl).toBe(origin);
  });

  test('storage origins are a list, wildcards included', () => {
    const value = 'https://*.amazonaws.com  http://127.0.0.1:* https://media.example.com:9000 http://[::1]:9000';
    expect(readConfig({ STORAGE_ORIGINS: value }).storageOrigins).toEqual(value.split(/\s+/));
  });

  test.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('a shared key on loopback host %s', (host) => {
    const config = readConfig({ HOST: host, AUTHENTA_API_KEY: 'api_k', AUTHENTA_API_URL: 'https://platform.authenta.ai' });
    expect(config).toMatchObject({ host, sharedKey: 'api_k' });
  });

  test('a shared key means nothing to the sandbox', () => {
    expect(readConfig({ AUTHENTA_API_KEY: 'api_k' }).sharedKey).toBeNull();
  });
});

describe('refused values', () => {
  test.each([
    ['HOST', 'http://localhost'],
    ['HOST', 'a b'],
    ['HOST', '300.1.1.1'],
    ['HOST', 'localhost:80'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', '0x50'],
    ['PORT', 'http'],
    ['METRICS_PORT', '65536'],
    ['SANDBOX_VOCABULARY', 'Documented'],
    ['SANDBOX_PUT_CONTENT_TYPE', 'maybe'],
    ['AUTHENTA_API_URL', 'platform.authenta.ai'],
    ['AUTHENTA_API_URL', 'ftp://platform.authenta.ai'],
    ['AUTHENTA_API_URL', 'http://platform.authenta.ai'],
    ['AUTHENTA_API_URL', 'https://platform.authenta.ai/admin'],
    ['AUTHENTA_API_URL', 'https://platform.authenta.ai/?a=1'],
    ['STORAGE_ORIGINS', '*'],
    ['STORAGE_ORIGINS', 'https://a.example/path'],
    ['STORAGE_ORIGINS', "https://a.example;script-src"],
    ['STORAGE_ORIGINS', 'https://a.example:70000'],
    ['STORAGE_ORIGINS', 'https://*'],
    ['STORAGE_ORIGINS', 'data:'],
  ])('%s=%s stops with its name, its value and what is allowed, in one line', (name, value) => {
    const message = messageOf({ [name]: value });
    expect(message).toMatch(new RegExp(`^${name} is `));
    expect(message).toContain(JSON.stringify(value));
    expect(message).toMatch(/must be/);
    expect(message).not.toContain('\n');
  });

  test('DATA_DIR that is a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-config-'));
    const file = join(folder, 'data');
    writeFileSync(file, '');
    expect(messageOf({ DATA_DIR: file })).toContain('must be a folder');
    expect(readConfig({ DATA_DIR: folder }).dataDir).toBe(folder);
    rmSync(folder, { recursive: true });
  });

  test.each([
    [{ AUTHENTA_API_KEY: 'hush hush' }, 'AUTHENTA_API_KEY', 'hush'],
    [{ AUTHENTA_API_KEY: 'hüsh' }, 'AUTHENTA_API_KEY', 'hüsh'],
    [{ SESSION_SECRET: 'hush' }, 'SESSION_SECRET', 'hush'],
    [{ AUTHENTA_API_URL: 'https://me:hush@platform.authenta.ai' }, 'AUTHENTA_API_URL', 'hush'],
  ])('a secret is not repeated: %o', (env, name, hidden) => {
    const message = messageOf({ SESSION_SECRET: secret, ...env });
    expect(message).toContain(name);
    expect(message).not.toContain(hidden);
  });

  test.each(['0.0.0.0', '::', '192.168.1.5', 'assay.example.com'])('a shared key with HOST %s, with the reason', (host) => {
    const message = messageOf({ HOST: host, AUTHENTA_API_KEY: 'api_hush', AUTHENTA_API_URL: 'https://platform.authenta.ai' });
    expect(message).toMatch(/^HOST is .*anyone on the network could use the shared key/);
    expect(message).not.toContain('hush');
  });
});

function messageOf(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof Error && error.name === 'ConfigError') return error.message;
    throw error;
  }
  throw new Error('The configuration was accepted.');
}
