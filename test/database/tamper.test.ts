import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { verify } from '../../src/cli/verify.ts';
import { parse } from '../../src/cli/words.ts';
import { sealEvents } from '../../src/platform/sealer.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { brokenChecks, testFirm } from '../support/firm.ts';
import { everyRow } from '../support/every-row.ts';
import { brokenBy, expectFound, expectRemembered, provedBy } from '../support/tamper.ts';

/** What is altered in each table of money, documents, cards and events; a row is also deleted, and one slipped in. */
const TABLES: Readonly<Record<string, string>> = {
  journal: `memo = memo || ' (altered)'`,
  journal_line: 'amount = amount + 1',
  card: 'wip_minor = wip_minor + 1',
  card_event: 'wip_minor = wip_minor + 1',
  invoice: 'total_minor = total_minor + 1, fees_minor = fees_minor + 1',
  invoice_line: `narrative = narrative || '!'`,
  invoice_line_step: 'after_minor = after_minor + 1',
  invoice_line_tax: `sentence = sentence || '!'`,
  invoice_tax: 'base_minor = base_minor + 1',
  invoice_reversal: `reason = 'another reason'`,
  correction: 'total_minor = total_minor + 1, fees_minor = fees_minor + 1',
  correction_line: 'net_minor = net_minor + 1',
  correction_reversal: `reason = 'another reason'`,
  receivable: 'open_minor = open_minor + 1',
  receivable_line: 'net_minor = net_minor + 1',
  receivable_movement: 'amount_minor = amount_minor + 1',
  receivable_movement_line: 'net_minor = net_minor + 1',
  on_account_invoice: `words = 'other words'`,
  on_account: 'net_minor = net_minor + 1',
  on_account_movement: 'tax_minor = tax_minor + 1',
  receipt: 'open_minor = open_minor + 1',
  receipt_movement: 'entity_minor = entity_minor + 1',
  reapplication: 'amount_minor = amount_minor + 1',
  refund: 'amount_minor = amount_minor + 1',
  write_off: `reason = 'another reason'`,
  dispute: 'amount_minor = amount_minor + 1',
  deposit: 'control_minor = control_minor + 1',
  opening_balance: 'rows = rows + 1',
  number_series: 'next = next + 1',
  document: `bytes = bytes || 'x'::bytea`,
  document_link: `file_name = 'another.pdf'`,
  event: `reason = 'another reason'`,
  event_detail: `detail = '{}'`,
  event_seal: `hash = sha256(hash)`,
};

let database: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  database = await testDatabase();
  const firm = await testFirm(database.engine);
  await everyRow(database.engine, firm);
  // What runs in other databases of the server holds the sealing back for a while.
  await vi.waitUntil(async () => (await unsealed()) === 0, { timeout: 60_000, interval: 100 });
  expect(await brokenChecks(database.engine, firm)).toEqual([]);
  owner = new pg.Client(database.owner);
  await owner.connect();
}, 120_000);
afterAll(async () => {
  await owner.end();
  await database.close();
});

/** Seals what can be sealed and gives how many events are left. */
async function unsealed(): Promise<number> {
  const { pool } = database.engine.store;
  await sealEvents(pool);
  const { rows } = await pool.query<{ left: number }>(
    'select count(*)::int as left from event e where not exists (select 1 from event_seal s where s.event_id = e.id)',
  );
  return rows[0]?.left ?? 0;
}

/** Sealed too, and altered where there are such rows: on the modified-cash basis. */
const ELSEWHERE = ['advanced_cost', 'advanced_cost_movement'];

describe('the books find what the owner of the database does behind their back', () => {
  it.each(Object.entries(TABLES))('in %s: a row altered, deleted, slipped in', async (table, change) => {
    await expectFound(owner, table, change);
  });

  it('no table whose rows an event seals is left out', async () => {
    const { rows } = await owner.query<{ view: string }>(`select pg_get_viewdef('event_row'::regclass) as view`);
    const sealed = [...(rows[0]?.view ?? '').matchAll(/'([a-z_]+)'::text AS kind/g)].map((match) => match[1]);
    expect(sealed.length).toBeGreaterThan(25);
    expect(
      sealed.filter((table) => !(table && (table in TABLES || ELSEWHERE.includes(table) || table === 'row_change'))),
    ).toEqual([]);
  });

  it('in every column of every table whose changes are remembered', async () => {
    const { rows } = await owner.query<{ relation: string }>('select relation from covered_relation order by 1');
    expect(rows.length).toBeGreaterThan(40);
    for (const { relation } of rows) await expectRemembered(owner, relation);
  });

  it('a change slipped in among the remembered ones, with its row', async () => {
    const alter = `with altered as (update rate set source = source || '!' where id = (select id from rate limit 1) returning id)
      insert into row_change (relation, key, digest) select n.relation, n.key, md5('x')::uuid from row_now n join altered a on n.key = a.id::text`;
    expect(await brokenBy(owner, alter)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^each change of a row belongs to an event: rate /)]),
    );
    const said = `update row_change set digest = md5('x')::uuid where id = (select min(id) from row_change)`;
    expect(await brokenBy(owner, said)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^every sealed event has the rows it wrote, unaltered: row_change/),
      ]),
    );
  });

  it('the command line names what is broken in JSON and ends with 1', async () => {
    const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const proved = async (): Promise<number> => await verify.run(parse(['verify', '--json']), { engine } as never);
    const memo = (to: string) =>
      owner.query(`set session_replication_role = replica; update journal set memo = ${to}
        where id = (select id from journal order by id limit 1); set session_replication_role = default`);
    const { engine } = database;
    try {
      expect(await proved()).toBe(0);
      await memo(`memo || '?'`);
      expect(await proved()).toBe(1);
      const proofs = said.mock.calls.map(
        ([text]) =>
          JSON.parse(String(text)) as { ok: boolean; checks: { ok: boolean; broken: string }[]; unsealed: number },
      );
      expect(proofs.map((proof) => [proof.ok, proof.unsealed])).toEqual([
        [true, 0],
        [false, 0],
      ]);
      expect(proofs[1]?.checks.filter((check) => !check.ok).map((check) => check.broken)).toEqual([
        expect.stringMatching(/journal/),
      ]);
    } finally {
      await memo(`left(memo, -1)`);
      said.mockRestore();
    }
  });

  it('finds a seal cut off at the end of the chain', async () => {
    expect(
      await brokenBy(owner, 'delete from event_seal where sequence = (select max(sequence) from event_seal)'),
    ).not.toEqual([]);
  });

  it('examines as many rows as there are', async () => {
    const proof = await provedBy(owner);
    const counted = async (table: string): Promise<number> =>
      Number((await owner.query(`select count(*)::int as n from ${table}`)).rows[0]?.['n']);
    const examined = (part: string): number | undefined => proof.checks.find((c) => c.name.startsWith(part))?.examined;
    expect(examined('every journal balances')).toBe(await counted('journal'));
    expect(examined('each card carries')).toBe(await counted('card'));
    expect(examined('each receivable owes')).toBe(await counted('receivable'));
    expect(examined('each receipt has')).toBe(await counted('receipt'));
    expect(examined('each event says')).toBe(await counted('event'));
    expect(examined('the audit chain')).toBe(await counted('event_seal'));
    expect(examined('each document’s hash')).toBe(await counted('document'));
  });
});
