import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes minutes and would leave the other worker idle if it came last; the rest by size, as vitest does. */
const LONG = ['/test/histories/', '/test/e2e/', '/test/scenarios/'];

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex((folder) => moduleId.includes(folder));
      return at === -1 ? LONG.length : at;
    };
    // oxlint-disable-next-line unicorn/no-array-sort -- the sequencer's method, not an array's
    const bySize = await super.sort(files);
    return bySize.toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['test/long/**', 'node_modules/**'],
    globalSetup: ['test/support/database.ts', 'test/support/demo-folder.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    pool: 'forks',
    // Files share two processes, so that the program is loaded twice and not a hundred times; each has databases of its own.
    isolate: false,
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    // A browser on a busy machine may take a while to show what it was told; only a failure waits this long.
    expect: { poll: { timeout: 60_000, interval: 50 } },
  },
});
