import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['test/long/**', 'node_modules/**'],
    globalSetup: ['test/support/database.ts', 'test/support/demo-folder.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    pool: 'forks',
    maxWorkers: 2,
    // A browser on a busy machine may take a while to show what it was told; only a failure waits this long.
    expect: { poll: { timeout: 60_000 } },
  },
});
