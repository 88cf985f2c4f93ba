import { defineConfig } from 'vitest/config';

// `npm run test:deploy`: the Dockerfile's steps outside Docker, and the documented nginx in front of two instances. Part of
// neither `npm test` nor `npm run test:slow`, since it installs from the registry and needs nginx and openssl; the script brings those.
export default defineConfig({
  test: { include: ['deploy/**/*.test.ts'], environment: 'node', testTimeout: 600_000, hookTimeout: 120_000, fileParallelism: false },
});
