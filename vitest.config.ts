import react from '@vitejs/plugin-react';
import { configDefaults, defineConfig } from 'vitest/config';

// Generous, since a small shared machine can be five times slower than a desk: a pass never waits for them.
const testTimeout = 60_000;
const hookTimeout = 60_000;
const expect = { poll: { timeout: 30_000 } };

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [react()],
        test: { name: 'browser', include: ['src/**/*.test.{ts,tsx}'], environment: 'happy-dom', testTimeout, hookTimeout, expect, setupFiles: ['./src/test-setup.ts'] },
      },
      { test: { name: 'server', include: ['{server,scripts,vite,bench/lib}/**/*.test.ts'], exclude: [...configDefaults.exclude, '**/*.slow.test.ts'], environment: 'node', testTimeout, hookTimeout, expect } },
    ],
  },
});
