import { defineConfig } from 'vitest/config';

/** Soaks, kills and fuzz in numbers: too slow for every change. */
export default defineConfig({
  test: {
    include: ['test/long/**/*.test.ts'],
    globalSetup: ['test/support/database.ts'],
    testTimeout: 10 * 60_000,
    hookTimeout: 5 * 60_000,
    pool: 'forks',
    maxWorkers: 2,
    // As in the other runs: only a failure waits this long.
    expect: { poll: { timeout: 60_000, interval: 50 } },
  },
});
