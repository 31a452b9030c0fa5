import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import {
  approved,
  attempt,
  brokenChecks,
  codeOf,
  letStand,
  proformaOn,
  type Sheet,
  sheetOf,
  testFirm,
  type TestFirm,
} from '../support/firm.ts';

/** What is done on a proforma of several matters, and what a person may put together that no run would. */
let db: TestDatabase;
let firm: TestFirm;
let maya: Actor;
let ruth: Actor;

beforeAll(async () => {
  db = await testDatabase();
  firm = await testFirm(db.engine);
  maya = await firm.as('maya.okafor');
  ruth = await firm.as('ruth.sandoval');
});
afterAll(() => db.close());

interface Merged extends Omit<Sheet, 'lines'> {
  readonly matter: { readonly number: string };
  readonly matters: readonly { readonly number: string; readonly client: string }[];
  readonly lines: readonly (Sheet['lines'][number] & { readonly matter: string; readonly held: unknown })[];
  readonly newWip: { readonly cards: number };
  readonly problems: readonly { readonly what: string; readonly mend: string }[];
}

const idOf = (number: string): string => firm.matters.find((m) => m.number === number)?.id ?? '';
const seen = async (id: string): Promise<Merged> => (await sheetOf(db.engine, maya, id)) as unknown as Merged;
const together = async (id: string, otherId: string) =>
  await attempt(db.engine, maya, 'proformas put-together', { id, otherId });
const edit = async (id: string, at: number, operation: Record<string, unknown>, who = maya) => {
  const line = (await seen(id)).lines[at];
  return await attempt(db.engine, who, 'proformas edit', {
    id,
    operation: { ...operation, lines: [{ id: line?.id, version: line?.version }] },
  });
};
const two = async (a: string, b: string): Promise<string> => {
  const first = await proformaOn(db.engine, firm, a, ['1.00']);
  const second = await proformaOn(db.engine, firm, b, ['2.00']);
  expect(codeOf(await together(first.id, second.id))).toBe('done');
  return first.id;
};

describe('lines of several matters', () => {
  let id = '';

  it('go to another matter of the same proforma without leaving it, and back', async () => {
    id = await two('1001-001', '1001-002');
    const before = await seen(id);
    expect(before.lines.map((line) => line.matter)).toEqual(['1001-001', '1001-002']);
    const target = { do: 'transfer', toMatterId: idOf('1001-002'), rates: 'keep', reason: 'Wrong case' };
    expect(codeOf(await edit(id, 0, target))).toBe('done');
    expect((await seen(id)).lines.map((line) => line.matter)).toEqual(['1001-002', '1001-002']);
    expect((await seen(id)).amounts.total).toEqual(before.amounts.total);
    await act(db.engine, maya, 'proformas undo', { id });
    expect((await seen(id)).lines.map((line) => line.matter)).toEqual(['1001-001', '1001-002']);
    await act(db.engine, maya, 'proformas redo', { id });
    await act(db.engine, maya, 'proformas undo', { id });
    expect((await seen(id)).lines).toHaveLength(2);
  });

  it('rated again on the way, they bill what their card is worth there, and undone what it was worth before', async () => {
    const before = await seen(id);
    const [line] = before.lines;
    const { rows } = await db.engine.store.pool.query<{ timekeeper_id: string }>(
      'select timekeeper_id from card where id = (select card_id from proforma_line where id = $1)',
      [line?.id],
    );
    await act(db.engine, ruth, 'rates set', {
      level: 'matter',
      matterId: idOf('1001-002'),
      timekeeperId: rows[0]?.timekeeper_id,
      currency: 'GBP',
      ratePerHour: '99900',
      from: '2026-01-01',
      source: 'Letter of that day',
    });
    const target = { do: 'transfer', toMatterId: idOf('1001-002'), rates: 're-rate', reason: 'Wrong case' };
    expect(codeOf(await edit(id, 0, target))).toBe('done');
    const moved = (await seen(id)).lines.find((l) => l.id === line?.id);
    expect(moved).toMatchObject({ matter: '1001-002', bill: { minor: '99900' } });
    await act(db.engine, maya, 'proformas undo', { id });
    expect((await seen(id)).lines[0]).toMatchObject({ matter: '1001-001', bill: line?.bill });
    expect((await seen(id)).amounts.total).toEqual(before.amounts.total);
  });

  it('wait for something on their own matter, and the proforma for something on any of them', async () => {
    const { id: eventId } = await act<{ id: string }>(db.engine, maya, 'expected-events add', {
      matterId: idOf('1001-002'),
      title: 'Grant',
    });
    const hold = { do: 'hold', reason: 'After the grant', untilEventId: eventId };
    expect(codeOf(await edit(id, 0, hold))).toBe('not-found');
    expect(codeOf(await edit(id, 1, hold))).toBe('done');
    const { version } = await seen(id);
    const deferred = { id, version, move: 'defer', note: 'One bill after the grant', untilEventId: eventId };
    expect(codeOf(await attempt(db.engine, maya, 'proformas move', deferred))).toBe('done');
    await act(db.engine, maya, 'expected-events happened', { id: eventId, on: '2026-03-31' });
    const now = await seen(id);
    expect([now.state, now.lines.map((line) => line.held)]).toEqual(['pre-review', [null, null]]);
  });

  it('are gathered for each of them, and told as new for all', async () => {
    for (const number of ['1001-001', '1001-002'])
      await act(db.engine, maya, 'cards record', {
        kind: 'disbursement',
        costKind: 'hard',
        matterId: idOf(number),
        workDate: '2026-03-30',
        amount: { minor: '1000', currency: 'GBP' },
        narrative: `Copies for ${number}`,
      });
    expect((await seen(id)).newWip.cards).toBe(2);
    await act(db.engine, maya, 'proformas gather', { id });
    expect((await seen(id)).lines.map((line) => [line.kind, line.matter])).toEqual([
      ['time', '1001-001'],
      ['time', '1001-002'],
      ['disbursement', '1001-001'],
      ['disbursement', '1001-002'],
    ]);
    // all costs of one matter hidden: its sub-total would not foot, whatever the other prints
    expect(codeOf(await edit(id, 2, { do: 'print', on: false }))).toBe('done');
    expect((await seen(id)).problems.map((problem) => problem.what)).toContain(
      'All disbursement lines of a matter are hidden, so their value has no printed line to stand in.',
    );
    await act(db.engine, maya, 'proformas undo', { id });
  });

  it('are found by the proof where somebody tore a matter off in the database', async () => {
    const owner = new pg.Client(db.owner);
    await owner.connect();
    await owner.query('set session_replication_role = replica');
    await owner.query('delete from proforma_matter where proforma_id = $1 and matter_id = $2', [id, idOf('1001-002')]);
    expect(await brokenChecks(db.engine, firm)).toEqual([
      expect.stringContaining('each row is as its last change left it: proforma_matter') as string,
      expect.stringContaining('each line of an open proforma is of one of its matters') as string,
    ]);
    await owner.query('insert into proforma_matter (proforma_id, matter_id, open) values ($1, $2, true)', [
      id,
      idOf('1001-002'),
    ]);
    await owner.end();
    expect(await brokenChecks(db.engine, firm)).toEqual([]);
  });

  it('of other payers by now stop the bill, with the way out', async () => {
    const { rows } = await act<{ rows: { id: string; name: string }[] }>(db.engine, ruth, 'payers list', {
      words: 'Ashgrove',
    });
    const { rows: others } = await act<{ rows: { id: string }[] }>(db.engine, ruth, 'payers list', {
      words: 'Copperline',
    });
    const admin = await firm.as('ingrid.dahl');
    const set = async (payerId: string | undefined) =>
      await act(db.engine, admin, 'matters set-payers', {
        matterId: idOf('1001-002'),
        from: '2026-03-31',
        payers: [{ payerId, sharePpm: 1_000_000 }],
      });
    await set(others[0]?.id);
    expect((await seen(id)).problems).toContainEqual(
      expect.objectContaining({
        what: 'Matter 1001-002 has other payers than the lead matter.',
        mend: 'Take the matter off this proforma, or give both the same payers.',
      }),
    );
    expect(rows).toHaveLength(1);
    const off = await act<{ otherId: string }>(db.engine, maya, 'proformas take-off', {
      id,
      matterId: idOf('1001-002'),
    });
    expect((await seen(id)).problems).toEqual([]);
    expect((await seen(off.otherId)).problems).toEqual([]);
  });
});

describe('what a person puts together', () => {
  it('may be of two billing timekeepers: the lead’s decides; whoever reduced the one doesn’t approve the two', async () => {
    const first = await proformaOn(db.engine, firm, '1004-001', ['1.00']);
    const second = await proformaOn(db.engine, firm, '1004-002', ['2.00']);
    // Ruth writes the second down; then it goes onto the first
    expect(
      codeOf(await edit(second.id, 0, { do: 'change-by-percent', percentPpm: -100_000, reason: 'Agreed' }, ruth)),
    ).toBe('done');
    expect(codeOf(await together(first.id, second.id))).toBe('done');
    // the redline still says who reduced it
    const redline = await act<{ lines: { fields: { who: string }[] }[] }>(db.engine, maya, 'proformas redline', {
      id: first.id,
    });
    expect(redline.lines.map((line) => line.fields.map((field) => field.who))).toEqual([['Ruth Sandoval']]);
    await letStand(db.engine, ruth, first.id);
    const { version } = await seen(first.id);
    await act(db.engine, maya, 'proformas move', { id: first.id, version, move: 'submit' });
    const approve = async () =>
      await attempt(db.engine, ruth, 'proformas approve', {
        proformas: [{ id: first.id, version: (await seen(first.id)).version }],
      });
    expect(codeOf(await approve())).toBe('four-eyes');
    // off again, the first alone is as it was recorded
    await act(db.engine, maya, 'proformas take-off', { id: first.id, matterId: idOf('1004-002') });
    const alone = await seen(first.id);
    if (alone.state === 'pre-review')
      await act(db.engine, maya, 'proformas move', { id: first.id, version: alone.version, move: 'submit' });
    expect(codeOf(await approve())).toBe('done');
  });

  it('is not taken from a reviewer, nor from payments that wait for it', async () => {
    const first = await proformaOn(db.engine, firm, '1005-001', ['1.00']);
    const second = await proformaOn(db.engine, firm, '1005-002', ['2.00']);
    await letStand(db.engine, ruth, second.id);
    const { version } = await seen(second.id);
    await act(db.engine, maya, 'proformas move', { id: second.id, version, move: 'submit' });
    expect(codeOf(await together(first.id, second.id))).toBe('wrong-state');
    const ready = await approved(db.engine, firm, first.id);
    const { invoices } = await act<{ invoices: { id: string }[] }>(db.engine, maya, 'invoices bill', {
      proformas: [{ id: first.id, version: ready.version }],
      invoiceDate: '2026-03-31',
    });
    await act(db.engine, maya, 'invoices unbill', { invoiceId: invoices[0]?.id, reason: 'Wrong day' });
    const third = await proformaOn(db.engine, firm, '1005-003', ['0.50']);
    const refused = await together(third.id, first.id);
    expect(codeOf(refused)).toBe('was-billed');
    // the other way round it goes, and the bill has both
    expect(codeOf(await together(first.id, third.id))).toBe('done');
    expect((await seen(first.id)).matters.map((m) => m.number)).toEqual(['1005-001', '1005-003']);
    expect(codeOf(await together(first.id, third.id))).toBe('wrong-state');
  });

  it('of two clients stands in the books under each matter’s own client', async () => {
    const admin = await firm.as('ingrid.dahl');
    const { rows } = await act<{ rows: { id: string }[] }>(db.engine, ruth, 'payers list', { words: 'Tidewater' });
    for (const number of ['1006-001', '1002-004'])
      await act(db.engine, admin, 'matters set-payers', {
        matterId: idOf(number),
        from: '2026-03-01',
        payers: [{ payerId: rows[0]?.id, sharePpm: 1_000_000 }],
      });
    const id = await two('1006-001', '1002-004');
    expect((await seen(id)).matters.map((m) => m.client)).toEqual([
      'Larkfield Biosciences plc',
      'Tidewater Robotics Ltd',
    ]);
    await letStand(db.engine, ruth, id);
    const ready = await approved(db.engine, firm, id);
    const { invoices } = await act<{ invoices: { id: string }[] }>(db.engine, maya, 'invoices bill', {
      proformas: [{ id, version: ready.version }],
      invoiceDate: '2026-03-31',
    });
    const shown = await act<{ journal: { matter: string; accountName: string }[] }>(db.engine, maya, 'invoices show', {
      id: invoices[0]?.id,
    });
    expect(new Set(shown.journal.map((line) => line.matter))).toEqual(new Set(['1006-001', '1002-004']));
    expect(await brokenChecks(db.engine, firm)).toEqual([]);
  });
});
