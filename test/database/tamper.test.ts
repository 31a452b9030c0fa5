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

const REVERSED = 'reverses_id is not null';
/** What each check looks at, said apart from the proof. */
const EXAMINED: Readonly<Record<string, readonly string[]>> = {
  'every journal balances in both currencies': ['journal'],
  'every journal lies in its period': ['journal'],
  'every journal line belongs to a journal of its entity': ['journal_line'],
  'every reversing journal is the opposite of the one it reverses': [`journal where ${REVERSED}`],
  'each row is as its last change left it': [
    '(select distinct on (relation, key) digest from row_change order by relation, key, id desc) r where digest is not null',
  ],
  'each change of a row belongs to an event': ['row_change'],
  'each card carries the sum of its events': ['card'],
  'each card is in the state and on the matter that its last event left it': ['card'],
  'open cards equal the WIP control account': [`card where state = 'open'`],
  'what billing relieved equals the shares on its invoices, and what came back equals what was reversed or credited': [
    'invoice_line',
  ],
  'each line of an open proforma is of one of its matters, and each matter has one open place': [
    'proforma_line where attached',
  ],
  'every invoice foots: lines, tax, total, receivable': ['invoice'],
  'each row of tax is what its lines come to, at its rate, rounded once, and in the entity’s currency what the document says':
    ['invoice_tax'],
  'the steps of each billed line lead to what it bills': ['invoice_line_step'],
  'every line of an invoice belongs to it': ['invoice_line', 'invoice_tax', 'invoice_line_tax'],
  'document numbers are gapless per series': ['invoice', 'correction'],
  'every credit note and cancellation foots, and took off what it says': ['correction'],
  'what is reversed is reversed everywhere': ['invoice_reversal', 'correction_reversal'],
  'each document’s hash matches its bytes, and a subject refers to it (uploads may wait)': ['document'],
  'each document link has its document, its subject and its record': ['document_link'],
  'every document that was kept is still linked': [`event where name = 'document kept'`],
  'every row of the books cites an event': ['event_row'],
  'each event has the personal detail it was recorded with': ['event_detail'],
  'each receivable owes the sum of its movements': ['receivable'],
  'each receivable knows from which day to which it moved': ['receivable'],
  'the lines of a receivable and of each movement sum to it': ['receivable_movement'],
  'no line of a receivable is paid beyond what it is': ['receivable_line'],
  'open invoices equal the receivables control account': ['receivable'],
  'each receipt has the sum of its movements unapplied': ['receipt'],
  'unapplied receipts equal the unapplied control account': ['receipt'],
  'every allocation has both sides': [`receivable_movement where kind like 'allocated%'`],
  'every reversal is the opposite of what it reverses': [
    `receivable_movement where ${REVERSED}`,
    `receipt_movement where ${REVERSED}`,
  ],
  'refunds and write-offs are in the books as their states say': ['refund', 'write_off'],
  'opening balances equal the control totals they came with': ['opening_balance'],
  'costs advanced and not billed equal their account': [`card where cost_kind = 'hard'`],
  'costs advanced and billed equal their account': ['advanced_cost', 'advanced_cost_movement'],
  'each cost advanced lies on a line that is there, and comes back by a movement that is': [
    'advanced_cost',
    'advanced_cost_movement',
  ],
  'no cost advanced is left between its card and its invoice': [`journal_line where account = '2950'`],
  'no cost advanced comes back beyond what was laid out, nor stays when its line is settled': ['advanced_cost'],
  'each amount on account is the sum of its movements and not below zero': ['on_account'],
  'amounts on account equal their account': ['on_account'],
  'each movement on account is in its journal, and each journal of the account has its movement': [
    'on_account_movement',
    `(select distinct journal_id from journal_line where account = '2400') j`,
  ],
  'an invoice on account has one line, which is what it billed, and its balance': ['on_account_invoice'],
  'no more is taken up or credited than was billed on account': ['on_account_invoice'],
  'what an invoice took up has both sides, is of its payer and was on account by then': [
    `receivable_movement where kind like 'applied%'`,
  ],
  'each invoice says what it took up when it was billed': [`invoice where snapshot::jsonb ? 'lessOnAccount'`],
  'each issued document’s frozen text matches its hash, number and total': ['invoice', 'correction'],
  'each event says what it said when it was recorded': ['event'],
  'each event’s detail matches its digest': ['event_detail'],
  'the audit chain is whole': ['event_seal'],
  'every sealed event has the rows it wrote, unaltered': ['event_seal where rows is not null'],
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

  it('examines as many rows as there are, by every check', async () => {
    const { checks } = await provedBy(owner);
    const counted: Record<string, number> = {};
    for (const [check, relations] of Object.entries(EXAMINED))
      for (const relation of relations) {
        const { rows } = await owner.query(`select 1 from ${relation}`);
        counted[check] = (counted[check] ?? 0) + rows.length;
      }
    const examined = Object.fromEntries(checks.map((check) => [check.name, check.examined]));
    expect(Object.fromEntries(Object.entries(examined).filter(([check]) => !(check in EXAMINED)))).toEqual({});
    expect(examined).toEqual(counted);
    // A check that never has a row to look at proves nothing; those of the modified-cash basis have theirs elsewhere.
    expect(Object.keys(examined).filter((check) => examined[check] === 0)).toEqual([
      'costs advanced and billed equal their account',
      'each cost advanced lies on a line that is there, and comes back by a movement that is',
      'no cost advanced is left between its card and its invoice',
      'no cost advanced comes back beyond what was laid out, nor stays when its line is settled',
    ]);
  });
});
