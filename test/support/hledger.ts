import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { act } from '../../src/demo/doing.ts';
import { decimalText } from '../../src/kernel/money.ts';
import type { Actor, Engine } from '../../src/platform/command.ts';

let found: boolean | undefined;

/** Whether Debian's hledger is here; installs it where that can be done. Asked once. */
export function hasHledger(): boolean {
  if (found === undefined) {
    found = runs() || (process.getuid?.() === 0 && installed() && runs());
    if (!found) console.warn('hledger is not here and can’t be installed: no balances are compared with its own.');
  }
  return found;
}

function runs(): boolean {
  return spawnSync('hledger', ['--version'], { stdio: 'ignore' }).status === 0;
}

function installed(): boolean {
  const how = { stdio: 'ignore', timeout: 90_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  const install = (): boolean =>
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'hledger'], how).status === 0;
  return install() || (spawnSync('apt-get', ['update'], how).status === 0 && install());
}

interface Balance {
  readonly account: string;
  readonly currency: string;
  readonly minor: bigint;
}

const TOP: Readonly<Record<string, string>> = {
  asset: 'assets',
  liability: 'liabilities',
  equity: 'equity',
  income: 'income',
  expense: 'expenses',
  memorandum: 'equity:memorandum',
};

/**
 * Exports every entity's whole book and lets hledger, which shares no code with us, check it and balance it. Gives the
 * differences from our own ledger, and how many balances were compared; throws what hledger says when it refuses the file.
 */
export async function hledgerAgrees(
  engine: Engine,
  actor: Actor,
): Promise<{ compared: number; differences: readonly string[] }> {
  const { rows: entities } = await engine.store.pool.query<{ id: string; code: string; currency: string }>(
    'select id, code, currency from legal_entity where exists (select 1 from journal where entity_id = legal_entity.id)',
  );
  let compared = 0;
  const differences: string[] = [];
  for (const entity of entities) {
    const file = await act<{ text: string }>(engine, actor, 'ledger export', {
      entity: entity.code,
      from: '0001-01-01',
      to: '9999-12-31',
      format: 'hledger',
    });
    for (const [name, flags, cost] of [
      ['in entity currency', ['-B'], true],
      ['in transaction currency', [], false],
    ] as const) {
      const theirs = new Map(balances(file.text, flags));
      const ours = await ledger(engine, entity, cost);
      compared += ours.length;
      for (const { account, currency, minor } of ours) {
        const key = `${account}|${currency}`;
        const said = theirs.get(key) ?? decimalText(0n, currency);
        theirs.delete(key);
        if (said !== decimalText(minor, currency))
          differences.push(`${entity.code} ${name} ${key}: hledger ${said}, ledger ${decimalText(minor, currency)}`);
      }
      for (const [key, said] of theirs) differences.push(`${entity.code} ${name} ${key}: hledger alone has ${said}`);
    }
  }
  return { compared, differences };
}

/** hledger's balance per `kind:code|currency`, as it prints it, after its own strict check of the file. */
function balances(text: string, flags: readonly string[]): [string, string][] {
  const folder = mkdtempSync(join(tmpdir(), 'engross-hledger-'));
  try {
    const path = join(folder, 'book.journal');
    writeFileSync(path, text);
    const ask = (...words: readonly string[]): string =>
      execFileSync('hledger', ['-f', path, ...words], HOW).toString();
    ask('check', '--strict');
    return ask('bal', '--flat', '-N', '--layout', 'bare', '-O', 'csv', ...flags)
      .split('\n')
      .slice(1)
      .map((line) => /^"(.*)","(.*)","(.*)"$/.exec(line))
      .filter((match) => match !== null)
      .map(
        ([, account = '', currency = '', said = '']) =>
          [`${account.split(' ')[0]}|${currency}`, said] as [string, string],
      )
      .filter(([, said]) => !/^0(\.0*)?$/.test(said));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const HOW = { maxBuffer: 256 * 1024 * 1024, env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' } } as const;

/** Our own sums, by SQL over the lines as they were posted. */
async function ledger(engine: Engine, entity: { id: string; currency: string }, cost: boolean): Promise<Balance[]> {
  const { rows } = await engine.store.pool.query<{ kind: string; code: string; currency: string; minor: bigint }>(
    `select a.kind, a.code, b.currency, sum(b.minor)::int8 as minor from (
       select account, case when $3 or amount = 0 then $2 else currency end as currency,
         case when $3 or amount = 0 or currency = $2 then entity_amount else amount end as minor
       from journal_line where entity_id = $1) b
     join account a on a.code = b.account group by 1, 2, 3 having sum(b.minor) <> 0`,
    [entity.id, entity.currency, cost],
  );
  return rows.map((r) => ({
    account: `${TOP[r.kind]}:${r.code}`,
    currency: r.currency,
    minor: r.minor,
  }));
}
