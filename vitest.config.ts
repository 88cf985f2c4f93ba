import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [react()],
        test: { name: 'browser', include: ['src/**/*.test.{ts,tsx}'], environment: 'happy-dom', setupFiles: ['./src/test-setup.ts'] },
      },
      { test: { name: 'server', include: ['{server,scripts,vite,bench/lib}/**/*.test.ts'], environment: 'node' } },
    ],
  },
});
