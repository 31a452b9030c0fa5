import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HOME, type Source, sources } from './sources.ts';

const ALL = sources();

interface Ban {
  readonly what: RegExp;
  readonly instead: string;
  readonly where: (path: string) => boolean;
}

const outside =
  (...folders: string[]) =>
  (path: string): boolean =>
    !folders.some((folder) => path.startsWith(folder));

const BANS: readonly Ban[] = [
  {
    what: /parseFloat\(|\.toFixed\(|Math\.round\(/,
    instead: 'kernel/money and kernel/rounding: money is whole minor units',
    where: outside('src/web/charts'),
  },
  {
    what: /new Date\(\)|Date\.now\(/,
    instead: 'the clock that a command is handed',
    where: outside('src/platform/', 'src/web/'),
  },
  {
    what: /Math\.random\(/,
    instead: 'platform/new-id, or demo/chance with a seed',
    where: outside('src/platform/'),
  },
  { what: /process\.env/, instead: 'platform/config', where: outside('src/platform/', 'src/serve.ts') },
  {
    what: /export \*(?! from '\.\/invoice-data)/,
    instead: 'named exports: a door is a short list',
    where: outside('src/platform/typst/index.ts'),
  },
  { what: /\bFIXME\b|\bTODO\b/, instead: 'an issue, or the work itself', where: () => true },
];

/** Lines of code, comments and imports aside. */
function breaches(ban: Ban): string[] {
  return ALL.filter((s: Source) => ban.where(s.path)).flatMap((s) =>
    s.text
      .split('\n')
      .map((line, i) => ({ line, at: `${s.path}:${i + 1}` }))
      .filter(({ line }) => ban.what.test(line) && !/^\s*(\/\/|\*|\/\*)/.test(line))
      .map(({ at }) => at),
  );
}

describe('tidiness', () => {
  it.each(BANS)('$what is not used; use $instead', (ban) => {
    expect(breaches(ban)).toEqual([]);
  });

  it('no file is called utils, helpers, common, misc, manager, service or repository', () => {
    expect(
      ALL.map((s) => s.path).filter((path) =>
        /(^|\/)(utils?|helpers?|common|misc|manager|service|repository)\.tsx?$/.test(path),
      ),
    ).toEqual([]);
  });

  it('every module has a README that says what it owns', () => {
    const modules = readdirSync(join(HOME, 'src/modules'), { withFileTypes: true }).filter((d) => d.isDirectory());
    expect(modules.length).toBeGreaterThan(8);
    const without = modules.filter((d) => {
      const readme = join(HOME, 'src/modules', d.name, 'README.md');
      return !existsSync(readme) || !/owns/i.test(readFileSync(readme, 'utf8'));
    });
    expect(without.map((d) => d.name)).toEqual([]);
  });

  it('every migration begins with its why', () => {
    const migrations = globSync('db/migrations/*.sql', { cwd: HOME });
    expect(migrations.length).toBeGreaterThan(8);
    expect(migrations.filter((path) => !readFileSync(join(HOME, path), 'utf8').startsWith('-- Why:'))).toEqual([]);
  });

  it('no test is left as the only one', () => {
    const tests = globSync('{src,test}/**/*.test.ts', { cwd: HOME });
    expect(tests.length).toBeGreaterThan(10);
    expect(tests.filter((path) => /\b(it|describe|test)\.only\(/.test(readFileSync(join(HOME, path), 'utf8')))).toEqual(
      [],
    );
  });
});
