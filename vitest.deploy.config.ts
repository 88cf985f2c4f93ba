import { defineConfig } from 'vitest/config';

// `npm run test:deploy`: the Dockerfile's steps outside Docker, and the documented nginx in front of two instances. Not
// part of `npm test`, since it installs from the registry and needs nginx and openssl (Debian: apt-get install nginx openssl).
export default defineConfig({
  test: { include: ['deploy/**/*.test.ts'], environment: 'node', testTimeout: 600_000, hookTimeout: 120_000, fileParallelism: false },
});
