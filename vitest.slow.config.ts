import { defineConfig } from 'vitest/config';

// `npm run test:slow`: what CONTRIBUTING.md lists as slow, of the tests without a browser.
export default defineConfig({
  test: { include: ['{server,scripts}/**/*.slow.test.ts'], environment: 'node', testTimeout: 300_000, hookTimeout: 60_000, expect: { poll: { timeout: 30_000 } } },
});
