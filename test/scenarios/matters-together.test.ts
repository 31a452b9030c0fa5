import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { draftOf, draftPdfData } from '../../src/modules/invoices/index.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import {
  approved,
  attempt,
  brokenChecks,
  codeOf,
  letStand,
  type Sheet,
  sheetOf,
  testFirm,
  type TestFirm,
} from '../support/firm.ts';
import { receivable } from '../support/money.ts';

/** Two cases of one family, which two payers bear for 60 % and 40 % with 20 % tax, on one bill. */
let db: TestDatabase;
let firm: TestFirm;
let maya: Actor;
let owner: pg.Client;

beforeAll(async () => {
  db = await testDatabase();
  firm = await testFirm(db.engine);
  maya = await firm.as('maya.okafor');
  owner = new pg.Client(db.owner);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await db.close();
});

const idOf = (number: string): string => firm.matters.find((m) => m.number === number)?.id ?? '';
const [A, B] = ['1006-001', '1006-002'] as const;

interface Outcome {
  readonly matter: string;
  readonly outcome: string;
  readonly reason: string;
  readonly proformaId: string | null;
}
interface Merged extends Omit<Sheet, 'payers' | 'lines'> {
  readonly number: string;
  readonly matter: { readonly id: string; readonly number: string };
  readonly matters: readonly { readonly number: string; readonly net: { readonly minor: string } }[];
  readonly payers: readonly {
    readonly net: { minor: string };
    readonly tax: { minor: string };
    readonly total: { minor: string };
  }[];
  readonly lines: readonly (Sheet['lines'][number] & { readonly matter: string })[];
  readonly adjustments: readonly {
    readonly label: string;
    readonly effect: { minor: string };
    readonly matters: string[];
  }[];
  readonly problems: readonly { readonly what: string }[];
}

const seen = async (id: string): Promise<Merged> => (await sheetOf(db.engine, maya, id)) as unknown as Merged;
const run = async (criteria: Record<string, unknown>): Promise<{ proformas: number; outcomes: Outcome[] }> =>
  await act(db.engine, maya, 'runs start', { throughDay: '2026-03-31', ...criteria });
const edit = async (id: string, operation: Record<string, unknown>): Promise<string> =>
  codeOf(await attempt(db.engine, maya, 'proformas edit', { id, operation }));
const named = (sheet: Merged, ...at: number[]) =>
  at.map((i) => ({ id: sheet.lines[i]?.id, version: sheet.lines[i]?.version }));
const netsOf = (sheet: Merged): Record<string, number> =>
  Object.fromEntries(sheet.matters.map((m) => [m.number, Number(m.net.minor)]));
const wipOf = async (number: string): Promise<number> => {
  const cards = await act<{ wip: { minor: string }[] }>(db.engine, maya, 'cards list', {
    matterId: idOf(number),
    open: 'true',
  });
  return Number(cards.wip[0]?.minor ?? 0);
};

async function record(number: string, more: Record<string, unknown>): Promise<void> {
  await act(db.engine, maya, 'cards record', { matterId: idOf(number), workDate: '2026-03-20', ...more });
}

async function time(number: string, hours: string, who = 'Associate'): Promise<void> {
  const timekeeper = firm.timekeepers.find((t) => t.office === 'LON' && t.title === who);
  const narrative = `Considering the examiner’s objections to claim 1 of ${number}`;
  await record(number, { kind: 'time', timekeeperId: timekeeper?.id, hours, narrative });
}

async function cost(number: string, minor: string): Promise<void> {
  const matter = firm.matters.find((m) => m.number === number);
  await record(number, {
    kind: 'disbursement',
    costKind: 'hard',
    amount: { minor, currency: matter?.currency },
    narrative: `Translation for ${number}`,
    expenseCode: 'E123',
  });
}

async function setAmount(id: string, at: number, minor: string): Promise<void> {
  const lines = named(await seen(id), at);
  expect(await edit(id, { do: 'set-amount', lines, amount: { minor, currency: 'GBP' }, reason: 'Agreed' })).toBe(
    'done',
  );
}

async function bill(id: string): Promise<{ id: string; number: string; total: { minor: string } }[]> {
  await letStand(db.engine, await firm.as('ruth.sandoval'), id);
  const ready = await approved(db.engine, firm, id);
  const { invoices } = await act<{ invoices: { id: string; number: string; total: { minor: string } }[] }>(
    db.engine,
    maya,
    'invoices bill',
    { proformas: [{ id, version: ready.version }], invoiceDate: '2026-03-31' },
  );
  return invoices;
}

/** Sums of the journals of an invoice by account and matter, in minor units. */
async function booked(invoiceId: string | undefined): Promise<Record<string, number>> {
  const { rows } = await owner.query<{ key: string; minor: string }>(
    `select a.name || ' ' || m.number as key, sum(l.amount)::text as minor from journal_line l join account a on a.code = l.account
     join matter m on m.id = l.matter_id where l.invoice_id = $1 and a.name !~* 'memo' group by 1 order by 1`,
    [invoiceId],
  );
  return Object.fromEntries(rows.map((r) => [r.key, Number(r.minor)]));
}

describe('a family on one proforma', () => {
  let id = '';
  let invoices: { id: string; number: string; total: { minor: string } }[] = [];

  it('is made by a client that is billed by family; every matter says with whom, or why it stands apart', async () => {
    const client = firm.matters.find((m) => m.number === A)?.client;
    const { rows } = await act<{ rows: { id: string; name: string }[] }>(db.engine, maya, 'clients list', {
      words: client?.number,
    });
    const shown = await act(db.engine, maya, 'clients show', { id: rows[0]?.id });
    const { number, name, group, address, country, language, reference, ebilling, version } = shown;
    const kept = { number, name, group, address, country, language, reference, ebilling, version };
    const admin = await firm.as('ingrid.dahl');
    await act(db.engine, admin, 'clients save', { ...kept, id: rows[0]?.id, billTogether: 'family' });
    const [first] = shown['payers'] as { id: string; taxes: { taxCodeId: string }[] }[];
    const second = await act<{ id: string }>(db.engine, admin, 'payers save', {
      clientId: rows[0]?.id,
      name: 'Tidewater Holdings Ltd',
      address,
      country,
      taxes: [{ taxCodeId: first?.taxes[0]?.taxCodeId, from: '2026-01-01' }],
    });
    for (const matter of [A, B])
      await act(db.engine, admin, 'matters set-payers', {
        matterId: idOf(matter),
        from: '2026-03-01',
        payers: [
          { payerId: first?.id, sharePpm: 600_000 },
          { payerId: second.id, sharePpm: 400_000 },
        ],
      });
    await time(A, '1.00');
    await cost(A, '10001');
    await time(B, '0.50');
    await cost(B, '3333');
    await cost('1006-003', '5000');
    const made = await run({ clientId: rows[0]?.id });
    expect(made.proformas).toBe(2);
    expect(made.outcomes.map((o) => [o.matter.slice(0, 8), o.outcome, o.reason])).toEqual([
      [A, 'generated', 'Generated; on one proforma with 1006-002.'],
      [B, 'generated', 'Generated; on one proforma with 1006-001.'],
      ['1006-003', 'generated', 'Generated; billed apart from 1006-001: other payers.'],
    ]);
    id = made.outcomes[0]?.proformaId ?? '';
    expect(made.outcomes[1]?.proformaId).toBe(id);
    expect((await run({ clientId: rows[0]?.id })).outcomes.map((o) => o.outcome)).toEqual([
      'existing',
      'existing',
      'existing',
    ]);
  });

  it('has its lines by matter in each block, and sub-totals that sum to the whole, a discount over all of them too', async () => {
    // 300.00 and 100.01 on A, 200.00 and 33.33 on B: 633.34
    await setAmount(id, 0, '30000');
    await setAmount(id, 1, '20000');
    const sheet = await seen(id);
    expect(sheet.lines.map((line) => [line.kind, line.matter])).toEqual([
      ['time', A],
      ['time', B],
      ['disbursement', A],
      ['disbursement', B],
    ]);
    expect(netsOf(sheet)).toEqual({ [A]: 40_001, [B]: 23_333 });
    // 33.34 off, dealt by largest remainder: 15.79, 10.53, 5.27, 1.75
    const discount = {
      do: 'adjust',
      label: 'Rounding off',
      amount: { minor: '-3334', currency: 'GBP' },
      reason: 'Agreed',
    };
    expect(await edit(id, discount)).toBe('done');
    const after = await seen(id);
    expect(after.lines.map((line) => line.bill.minor)).toEqual(['28421', '18947', '9474', '3158']);
    expect(netsOf(after)).toEqual({ [A]: 37_895, [B]: 22_105 });
    // 600.00 at 60 % and 40 %, each with 20 % tax
    expect(after.payers.map((p) => [p.net.minor, p.tax.minor, p.total.minor])).toEqual([
      ['36000', '7200', '43200'],
      ['24000', '4800', '28800'],
    ]);
  });

  it('lets a discount be of one matter alone', async () => {
    const alone = { do: 'adjust', label: 'For A', percentPpm: -100_000, matterIds: [idOf(A)], reason: 'Agreed' };
    expect(await edit(id, alone)).toBe('done');
    const sheet = await seen(id);
    // 10 % of 400.01 is 40.00 (half up)
    expect(sheet.adjustments.at(-1)).toMatchObject({ effect: { minor: '-4000' }, matters: [A] });
    expect(netsOf(sheet)).toEqual({ [A]: 33_895, [B]: 22_105 });
    await act(db.engine, maya, 'proformas undo', { id });
    expect(
      codeOf(
        await attempt(db.engine, maya, 'proformas edit', {
          id,
          operation: { ...alone, matterIds: [idOf('1006-004')] },
        }),
      ),
    ).toBe('not-found');
  });

  it('a matter is taken off with its edits and its part of the discount, undone, redone, and put together again', async () => {
    const before = await seen(id);
    const off = await act<{ otherId: string }>(db.engine, maya, 'proformas take-off', { id, matterId: idOf(B) });
    const check = async (): Promise<void> => {
      const [here, there] = [await seen(id), await seen(off.otherId)];
      expect(netsOf(here)).toEqual({ [A]: 37_895 });
      expect(netsOf(there)).toEqual({ [B]: 22_105 });
      expect(there.lines.map((line) => line.amount.minor)).toEqual(['20000', '3333']);
      // 10.53 and 1.75 of the discount went along
      expect([here, there].map((one) => one.adjustments.map((a) => a.effect.minor))).toEqual([['-2106'], ['-1228']]);
    };
    await check();
    await act(db.engine, maya, 'proformas undo', { id });
    const back = await seen(id);
    expect(netsOf(back)).toEqual(netsOf(before));
    expect((await seen(off.otherId)).state).toBe('closed');
    await act(db.engine, maya, 'proformas redo', { id });
    await check();
    // with an adjustment of its own it isn't simply undone any more, but it can be put together
    await edit(off.otherId, {
      do: 'adjust',
      label: 'More',
      amount: { minor: '-100', currency: 'GBP' },
      reason: 'Agreed',
    });
    expect(codeOf(await attempt(db.engine, maya, 'proformas undo', { id }))).toBe('changed-since');
    await act(db.engine, maya, 'proformas undo', { id: off.otherId });
    await act(db.engine, maya, 'proformas put-together', { id, otherId: off.otherId });
    const again = await seen(id);
    expect(netsOf(again)).toEqual(netsOf(before));
    expect(again.adjustments.map((a) => [a.effect.minor, a.matters])).toEqual([
      ['-2106', [A]],
      ['-1228', [B]],
    ]);
    await act(db.engine, maya, 'proformas undo', { id });
    await check();
    expect((await seen(off.otherId)).state).toBe('pre-review');
    // both steps back: as it was before any of them
    await act(db.engine, maya, 'proformas undo', { id });
    expect(netsOf(await seen(id))).toEqual(netsOf(before));
  });

  it('what can’t be put together says why', async () => {
    const third = (await run({ matterId: idOf('1006-003') })).outcomes[0]?.proformaId;
    const outcome = await attempt(db.engine, maya, 'proformas put-together', { id, otherId: third });
    expect([codeOf(outcome), outcome.ok ? '' : outcome.refusal.sentence]).toEqual([
      'unlike',
      'Matter 1006-003 can’t be billed with 1006-001: it has other payers. Bill it on its own proforma.',
    ]);
    expect(codeOf(await attempt(db.engine, maya, 'proformas put-together', { id, otherId: id }))).toBe('bad-input');
    expect(
      codeOf(await attempt(db.engine, maya, 'proformas take-off', { id: third, matterId: idOf('1006-003') })),
    ).toBe('only-matter');
    expect(codeOf(await attempt(db.engine, maya, 'proformas take-off', { id, matterId: idOf('1006-003') }))).toBe(
      'not-found',
    );
    // the database holds it too: a matter has one open place
    await expect(
      owner.query('insert into proforma_matter (proforma_id, matter_id, open) values ($1, $2, false)', [
        third,
        idOf(A),
      ]),
    ).rejects.toThrow('proforma_matter_open');
  });

  it('is found from each of its matters', async () => {
    const { rows } = await act<{ rows: { id: string; matter: string }[] }>(db.engine, maya, 'proformas list', {
      words: B,
    });
    expect(rows.filter((row) => row.id === id)).toMatchObject([{ matter: '1006-001 +1' }]);
    const found = await act<{ rows: { href: string }[] }>(db.engine, maya, 'search find', {
      words: `proforma ${B}`,
    });
    expect(found.rows.map((row) => row.href)).toContain(`/proformas/${id}`);
    const matter = await act<{ proforma: { id: string } | null }>(db.engine, maya, 'matters show', { id: idOf(B) });
    expect(matter.proforma?.id).toBe(id);
  });

  it('prints each case with its facts, lines and sub-total, then the whole', async () => {
    const draft = await db.engine.store.transaction({ actorId: maya.personId, readOnly: true }, (tx) =>
      draftOf({ db: tx.db, client: tx.client, actor: maya, today: db.engine.clock.today() }, id, undefined),
    );
    if (!draft.ok) throw new Error(draft.refusal.sentence);
    const { matters, totals, references } = draftPdfData(draft.value);
    expect(matters.map((m) => [m.number, m.timeTotal.amount, m.disbursementTotal, m.matterTotal])).toEqual([
      [A, '170.53', '56.84', '227.37'],
      [B, '113.68', '18.95', '132.63'],
    ]);
    expect(matters[1]?.facts.map((fact) => fact.label)).toContain('Application');
    expect(references).toContainEqual({ label: 'Our matters', value: '1006-001, 1006-002' });
    expect(totals.at(-1)).toMatchObject({ amount: '432.00' });
  });

  it('is billed so that books, receivables and reports have each matter to the cent', async () => {
    invoices = await bill(id);
    expect(invoices.map((i) => i.total.minor)).toEqual(['43200', '28800']);
    expect(await wipOf(A)).toBe(0);
    expect(await wipOf(B)).toBe(0);
    // 432.00: 170.53 + 56.84 and tax of 34.11 + 11.37 on A; 113.68 + 18.95, 22.73 + 3.79 on B
    const sums = await booked(invoices[0]?.id);
    const of = (word: string): number[] =>
      Object.keys(sums)
        .filter((k) => k.startsWith(word))
        .map((k) => sums[k] ?? 0);
    expect(Object.values(sums).reduce((a, b) => a + b, 0)).toBe(0);
    expect(of('Accounts receivable')).toEqual([27_285, 15_915]);
    const ladder = await act<{ rows: { group: string; billed: { minor: string } }[] }>(db.engine, maya, 'ladder show', {
      by: 'matter',
      from: '2026-03-01',
      to: '2026-03-31',
    });
    expect(
      Object.fromEntries(ladder.rows.map((row) => [row.group.slice(0, 8), Number(row.billed.minor)])),
    ).toMatchObject({
      // fees alone
      [A]: 28_421,
      [B]: 18_947,
    });
    const ageing = await act<{
      rows: { group: string; open: { minor: string } }[];
      totals: { open: { minor: string }; invoices: number }[];
    }>(db.engine, await firm.as('owen.price'), 'ageing show', { by: 'matter' });
    expect(ageing.rows.map((row) => [row.group.slice(0, 8), Number(row.open.minor)])).toEqual([
      [A, 27_285 + 18_190],
      [B, 15_915 + 10_610],
    ]);
    expect(ageing.totals).toMatchObject([{ open: { minor: '72000' }, invoices: 2 }]);
    for (const [number, owed] of [
      [A, 27_285 + 18_190],
      [B, 15_915 + 10_610],
    ] as const) {
      const matter = await act<{ receivable: { minor: string }[] }>(db.engine, maya, 'matters show', {
        id: idOf(number),
      });
      expect(Number(matter.receivable[0]?.minor)).toBe(owed);
      const listed = await act<{ rows: { id: string }[] }>(db.engine, maya, 'invoices list', {
        matterId: idOf(number),
      });
      expect(listed.rows.map((row) => row.id).toSorted()).toEqual(invoices.map((i) => i.id).toSorted());
    }
    expect(await brokenChecks(db.engine, firm)).toEqual([]);
  });

  it('a credit note gives one matter’s card back; unbilling restores all, and re-billing apart takes the same in sum', async () => {
    const shown = await act<{ lines: { lineNo: number; kind: string; bill: { minor: string } }[] }>(
      db.engine,
      maya,
      'invoices show',
      { id: invoices[0]?.id },
    );
    const line = shown.lines.find(({ bill: b }) => b.minor === '1895');
    await act(db.engine, maya, 'invoices credit', {
      invoiceId: invoices[0]?.id,
      toWip: true,
      lines: [{ lineNo: line?.lineNo }],
      reason: 'Not ordered by this payer',
    });
    // 60 % of 33.33 by largest remainder
    expect([await wipOf(A), await wipOf(B)]).toEqual([0, 2000]);
    expect((await receivable(db.engine, await firm.as('owen.price'), invoices[0]?.id)).open.minor).toBe(
      String(43_200 - 1895 - 379),
    );
    const sums = await booked(invoices[0]?.id);
    const owed = Object.entries(sums).filter(([key]) => key.startsWith('Accounts receivable'));
    expect(owed.map(([, minor]) => minor)).toEqual([27_285, 15_915 - 1895 - 379]);
    await act(db.engine, maya, 'invoices unbill', {
      invoiceId: invoices[0]?.id,
      reason: 'Apart after all',
      alsoLater: true,
    });
    const sheet = await seen(id);
    expect(netsOf(sheet)).toEqual({ [A]: 37_895, [B]: 22_105 });
    expect(await brokenChecks(db.engine, firm)).toEqual([]);
    const off = await act<{ otherId: string }>(db.engine, maya, 'proformas take-off', { id, matterId: idOf(A) });
    expect((await seen(id)).matter.number).toBe(B);
    const totals = [...(await bill(id)), ...(await bill(off.otherId))].map((i) => Number(i.total.minor));
    // 221.05 at 60:40 is 132.63 and 88.42, each with 20 % tax: 159.16 and 106.10; 378.95: 272.84 and 181.90
    expect(totals).toEqual([15_916, 10_610, 27_284, 18_190]);
    expect(await brokenChecks(db.engine, firm)).toEqual([]);
  });
});
