import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DEBIAN_BIN } from '../support/debian-postgres.ts';

const HOME = join(import.meta.dirname, '../..');
const absent = !existsSync(join(DEBIAN_BIN, 'postgres'));

it.skipIf(absent)(
  `the database tests pass on Debian’s PostgreSQL 15 (skipped where ${DEBIAN_BIN} isn’t there: apt-get install postgresql-15)`,
  () => {
    const vitest = join(HOME, 'node_modules/vitest/vitest.mjs');
    const scratch = mkdtempSync(join(tmpdir(), 'engross-debian-'));
    const report = join(scratch, 'report.json');
    const how = ['run', '--config', 'vitest.debian.config.ts', '--reporter=json', `--outputFile=${report}`];
    const ran = spawnSync(process.execPath, [vitest, ...how], { cwd: HOME, stdio: 'ignore' });
    const said = JSON.parse(readFileSync(report, 'utf8')) as {
      numTotalTests: number;
      numFailedTests: number;
      numFailedTestSuites: number;
      testResults: { message: string; assertionResults: { fullName: string; status: string }[] }[];
    };
    rmSync(scratch, { recursive: true });
    const failed = said.testResults.flatMap((file) => [
      ...file.assertionResults.filter((test) => test.status === 'failed').map((test) => test.fullName),
      ...(file.message === '' ? [] : [file.message]),
    ]);
    expect(failed).toEqual([]);
    expect(said.numTotalTests).toBeGreaterThan(20);
    expect([said.numFailedTests, said.numFailedTestSuites, ran.status]).toEqual([0, 0, 0]);
  },
);
