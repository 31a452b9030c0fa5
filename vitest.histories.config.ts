import { defineConfig } from 'vitest/config';

/** Ten thousand random histories, by name: `npm run test:histories`. */
export default defineConfig({
  test: {
    include: ['test/histories/**/*.test.ts'],
    globalSetup: ['test/support/database.ts'],
    env: { HISTORIES: '10000' },
    hookTimeout: 120_000,
    pool: 'forks',
  },
});
