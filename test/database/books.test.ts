import pg from 'pg';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { sqlState } from '../../src/platform/database.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { testFirm, type TestFirm } from '../support/firm.ts';

let database: TestDatabase;
let firm: TestFirm;
/** as the owner of the database: not even the owner can unbalance the books by plain statements */
let owner: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
  owner = new pg.Client(database.owner);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.close();
});
beforeEach(() => owner.query('begin'));
afterEach(() => owner.query('rollback'));

const JOURNAL = '01900000-0000-7000-8000-00000000aa01';

async function journalOn(day: string): Promise<void> {
  const entity = firm.entities.get('UK')?.id;
  await owner.query(
    `insert into event (id, name, subject_type, actor_id, via, counts_on) values ($1, 'test', 'test', $1, 'system', $2)`,
    [JOURNAL, day],
  );
  await owner.query(
    `insert into journal (id, kind, entity_id, period_id, counts_on, event_id)
     select $1, 'test', $2, p.id, $3, $1 from period p where p.entity_id = $2 and p.days @> $3::date`,
    [JOURNAL, entity, day],
  );
}

async function line(no: number, amount: bigint, entityAmount: bigint, currency = 'GBP'): Promise<void> {
  await owner.query(
    `insert into journal_line (journal_id, line_no, entity_id, account, currency, amount, entity_amount) values ($1, $2, $3, '1100', $4, $5, $6)`,
    [JOURNAL, no, firm.entities.get('UK')?.id, currency, amount, entityAmount],
  );
}

async function stateOf(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => 'taken',
    (error: unknown) => sqlState(error) ?? String(error),
  );
}

const commit = (): Promise<string> => stateOf(owner.query('set constraints all immediate'));

describe('the database itself', () => {
  it('takes a journal that balances', async () => {
    await journalOn('2026-03-10');
    await line(1, 100n, 85n, 'EUR');
    await line(2, -100n, -85n, 'EUR');
    expect(await commit()).toBe('taken');
  });

  it('refuses one that doesn’t balance in its currency', async () => {
    await journalOn('2026-03-10');
    await line(1, 100n, 85n, 'EUR');
    await line(2, -99n, -85n, 'EUR');
    expect(await commit()).toBe('EN004');
  });

  it('refuses one that doesn’t balance in the entity’s currency', async () => {
    await journalOn('2026-03-10');
    await line(1, 100n, 85n, 'EUR');
    await line(2, -100n, -84n, 'EUR');
    expect(await commit()).toBe('EN004');
  });

  it('refuses one without lines', async () => {
    await journalOn('2026-03-10');
    expect(await commit()).toBe('EN004');
  });

  it('refuses a journal in a closed period', async () => {
    expect(await stateOf(journalOn('2025-06-10'))).toBe('EN002');
  });

  it.each(['journal', 'journal_line', 'event', 'card_event', 'invoice', 'document'])(
    'refuses to change or delete rows of %s, though its owner asks',
    async (table) => {
      const { rows } = await owner.query<{ triggers: number }>(
        `select count(*)::int as triggers from pg_trigger where tgrelid = $1::regclass and tgfoid = 'forbid_change'::regproc and tgenabled = 'O'`,
        [table],
      );
      expect(rows[0]?.triggers).toBe(1);
    },
  );

  it('refuses to change a posted line', async () => {
    await journalOn('2026-03-10');
    await line(1, 100n, 100n);
    await line(2, -100n, -100n);
    expect(await stateOf(owner.query('update journal_line set amount = 0 where journal_id = $1', [JOURNAL]))).toBe(
      'EN001',
    );
  });

  it('refuses payer shares that don’t sum to the whole', async () => {
    const matter = firm.matters[0]?.id;
    await owner.query(
      `delete from matter_payer where set_id in (select id from matter_payer_set where matter_id = $1)`,
      [matter],
    );
    await owner.query('delete from matter_payer_set where matter_id = $1', [matter]);
    await owner.query(`insert into matter_payer_set (id, matter_id, valid) values ($1, $2, '[2026-01-01,)')`, [
      JOURNAL,
      matter,
    ]);
    await owner.query(
      `insert into matter_payer (set_id, payer_id, position, share_ppm) select $1, id, 0, 600000 from payer limit 1`,
      [JOURNAL],
    );
    expect(await commit()).toBe('EN005');
  });

  it('refuses two rates for the same scope and time', async () => {
    await owner.query(`update rate set valid = '[2026-01-01,)' where id = (select id from rate limit 1)`);
    expect(
      await stateOf(
        owner.query(`insert into rate (id, level, timekeeper_id, currency, rate_e4, valid, source)
          select gen_random_uuid(), level, timekeeper_id, currency, 1, '[2026-06-01,)', 'twice' from rate where level = 'standard' and timekeeper_id is not null limit 1`),
      ),
    ).toBe('23P01');
  });

  it('refuses a card on two open proformas', async () => {
    const { rows } = await owner.query<{ indexdef: string }>(
      `select indexdef from pg_indexes where indexname = 'proforma_line_one_proforma'`,
    );
    expect(rows[0]?.indexdef).toContain('UNIQUE');
  });
});
