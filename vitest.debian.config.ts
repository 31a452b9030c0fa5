import { defineConfig } from 'vitest/config';

/** The database tests on Debian's own PostgreSQL 15; started by test/long/debian-postgres.test.ts. */
export default defineConfig({
  test: {
    include: ['test/database/**/*.test.ts'],
    globalSetup: ['test/support/debian-postgres.ts'],
    testTimeout: 5 * 60_000,
    hookTimeout: 5 * 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
