import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { nameOf } from '../../src/kernel/endpoint.ts';
import { keepDocument, linkDocument } from '../../src/platform/documents.ts';
import { sealEvents } from '../../src/platform/sealer.ts';
import { SYSTEM } from '../../src/platform/system.ts';
import type { Query } from '../../src/platform/command.ts';
import { HANDLERS } from '../../src/registry.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { brokenChecks, testFirm } from '../support/firm.ts';
import { eventfulMonth } from '../support/money.ts';

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
const prove = HANDLERS.find((h) => nameOf(h.endpoint) === 'books verify') as Query;

beforeAll(async () => {
  database = await testDatabase();
  const firm = await testFirm(database.engine);
  const { invoiceId } = await eventfulMonth(database.engine, firm);
  await database.engine.store.transaction({ actorId: SYSTEM.personId }, async ({ db }) => {
    const hash = await keepDocument(db, Buffer.from('%PDF'), 'application/pdf');
    const work = { db, actor: SYSTEM, today: database.engine.clock.today() };
    await linkDocument(work, hash, {
      subjectType: 'invoice',
      subjectId: invoiceId,
      clientId: null,
      matterId: null,
      kind: 'pdf',
      fileName: 'x.pdf',
    });
  });
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

/** What is broken while the owner's change stands; it is rolled back afterwards. */
async function brokenBy(change: string): Promise<string[]> {
  await owner.query('begin');
  try {
    // The owner of the database can switch off every trigger and foreign key.
    await owner.query('set local session_replication_role = replica');
    const { rowCount } = await owner.query(change);
    expect(rowCount, change).toBe(1);
    const proof = (await prove.run({ client: owner } as never, {})) as {
      checks: { name: string; ok: boolean; broken: string | null }[];
    };
    return proof.checks.filter((c) => !c.ok).map((c) => `${c.name}: ${c.broken}`);
  } finally {
    await owner.query('rollback');
  }
}

/** A row like an existing one under a key of its own. */
async function twinOf(table: string): Promise<string> {
  const { rows } = await owner.query<{ column: string; type: string; single: boolean }>(
    `select a.attname as column, format_type(a.atttypid, a.atttypmod) as type, array_length(i.indkey, 1) = 1 as single
     from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey::int2[])
     where i.indrelid = $1::regclass and i.indisunique order by i.indisprimary desc, a.attnum`,
    [table],
  );
  const fresh: Record<string, string> = {
    uuid: `'"${randomUUID()}"'`,
    integer: '9999',
    bigint: '999999',
    text: `'"${randomUUID()}"'`,
  };
  const patch: string[] = [];
  for (const { column, type } of rows) {
    const value =
      column === 'hash'
        ? `to_jsonb(sha256('x'::bytea))`
        : column === 'year'
          ? `'2190'::jsonb`
          : fresh[type]
            ? `${fresh[type].startsWith("'") ? fresh[type] : `'${fresh[type]}'`}::jsonb`
            : null;
    if (value && !['document_type', 'kind'].includes(column) && !patch.some((p) => p.includes(`'${column}'`)))
      patch.push(`'${column}', ${value}`);
  }
  if (table === 'document') patch.push(`'bytes', to_jsonb('x'::bytea)`, `'size', to_jsonb(1)`);
  return `insert into ${table} overriding system value select (jsonb_populate_record(r, jsonb_build_object(${patch.join(', ')}))).* from ${table} r limit 1`;
}

describe('the books find what the owner of the database does behind their back', () => {
  it.each(Object.entries(TABLES))('in %s: a row altered, deleted, slipped in', async (table, change) => {
    const one = `ctid = (select ctid from ${table} limit 1)`;
    const altered = await brokenBy(`update ${table} set ${change} where ${one}`);
    expect(altered, 'altered').not.toEqual([]);
    expect(await brokenBy(`delete from ${table} where ${one}`), 'deleted').not.toEqual([]);
    expect(await brokenBy(await twinOf(table)), 'slipped in').not.toEqual([]);
    for (const sentence of altered) expect(sentence).toMatch(/: .+/);
  });

  it('finds a seal cut off at the end of the chain', async () => {
    expect(
      await brokenBy('delete from event_seal where sequence = (select max(sequence) from event_seal)'),
    ).not.toEqual([]);
  });

  it('examines as many rows as there are', async () => {
    const proof = (await prove.run({ client: owner } as never, {})) as { checks: { name: string; examined: number }[] };
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
