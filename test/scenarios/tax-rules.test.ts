import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { day } from '../../src/kernel/day.ts';
import { nameOf } from '../../src/kernel/endpoint.ts';
import { draftOf, pdfData, type Snapshot } from '../../src/modules/invoices/index.ts';
import type { Actor, Query } from '../../src/platform/command.ts';
import { SYSTEM } from '../../src/platform/system.ts';
import { HANDLERS } from '../../src/registry.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { approved, attempt, brokenChecks, codeOf, sheetOf, testFirm, type TestFirm } from '../support/firm.ts';
import { bankAccount, receivable } from '../support/money.ts';

/** A firm that taxes by rules: home and abroad, own name and agent, a law that changes on the 1st of May. */
const prove = HANDLERS.find((h) => nameOf(h.endpoint) === 'books verify') as Query;
let db: TestDatabase;
let firm: TestFirm;
let maya: Actor;
let admin: Actor;
const codes: Record<string, string> = {};

beforeAll(async () => {
  db = await testDatabase(day('2026-03-31'));
  firm = await testFirm(db.engine);
  maya = await firm.as('maya.okafor');
  admin = await firm.as('ingrid.dahl');
  const { rows } = await act<{ rows: { id: string; code: string; entityId: string }[] }>(
    db.engine,
    maya,
    'tax-codes list',
    {},
  );
  const entityId = uk();
  for (const row of rows) if (row.entityId === entityId) codes[row.code] = row.id;
  for (const [code, name, kind, note, ratePpm] of [
    ['S22', 'VAT 22 %', 'standard', '', 220_000],
    ['R5', 'VAT 5 %', 'reduced', '', 50_000],
    ['RC', 'Reverse charge', 'reverse-charge', 'Tax is due from you as the recipient', 0],
    ['AGT', 'Outside VAT', 'out-of-scope', 'Paid in your name and on your account', 0],
  ] as const) {
    const rate = { ratePpm, from: '2025-01-01' };
    codes[code] = (
      await act<{ id: string }>(db.engine, admin, 'tax-codes save', { entityId, code, name, kind, note, rate })
    ).id;
  }
});
afterAll(() => db.close());

const uk = (): string => firm.entities.get('UK')?.id ?? '';
const proved = async (): Promise<void> => expect(await brokenChecks(db.engine, firm)).toEqual([]);
const ask = async <T>(name: string, input: unknown): Promise<T> => await act<T>(db.engine, maya, name, input);

interface Payer {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly address: string[];
  readonly country: string;
}

/** Changes payers of a client, so that the rules decide from the day on. */
async function byRules(client: string, changes: readonly Record<string, unknown>[] = [{}]): Promise<void> {
  const { rows } = await ask<{ rows: { id: string; number: string }[] }>('clients list', { words: client });
  const clientId = rows[0]?.id;
  const { payers } = await ask<{ payers: Payer[] }>('clients show', { id: clientId });
  for (const [i, change] of changes.entries()) {
    const { id, version, name, address, country } = payers[i] as Payer;
    const known = { id, version, clientId, name, address, country };
    await ask('payers save', { ...known, byRules: [{ entityId: uk(), from: '2026-01-01' }], ...change });
  }
}

interface Recorded {
  readonly kind: 'time' | 'charge' | 'disbursement';
  readonly amount?: string;
  readonly hours?: string;
  readonly costKind?: 'hard' | 'soft';
  readonly expenseCode?: string;
}

async function proforma(number: string, cards: readonly Recorded[]): Promise<string> {
  const matter = firm.matters.find((m) => m.number === number);
  const timekeeper = firm.timekeepers.find((t) => t.office === 'LON' && t.title === 'Associate');
  const today = db.engine.clock.today();
  for (const { amount, ...card } of cards)
    await ask('cards record', {
      matterId: matter?.id,
      workDate: today,
      narrative: `Prepared the response to the examination report, ${card.kind}`,
      ...(card.kind === 'time' ? { timekeeperId: timekeeper?.id } : {}),
      ...(amount === undefined ? {} : { amount: { minor: amount, currency: matter?.currency } }),
      ...card,
    });
  const run = await ask<{ outcomes: { proformaId: string }[] }>('runs start', {
    throughDay: today,
    matterId: matter?.id,
  });
  return run.outcomes[0]?.proformaId ?? '';
}

interface Invoice {
  readonly id: string;
  readonly number: string;
  readonly payer: string;
  readonly total: { minor: string };
}
interface Shown {
  readonly taxes: readonly { code: string; ratePpm: number; base: { minor: string }; tax: { minor: string } }[];
  readonly lines: readonly { lineNo: number; kind: string; taxCode: string; bill: { minor: string } }[];
}

async function billed(id: string): Promise<Invoice[]> {
  const ready = await approved(db.engine, firm, id);
  const { invoices } = await ask<{ invoices: Invoice[] }>('invoices bill', {
    proformas: [{ id, version: ready.version }],
    invoiceDate: db.engine.clock.today(),
  });
  return invoices;
}

/** `S20: 100.00 → 20.00`, in minor units. */
async function taxesOf(invoice: Invoice | undefined): Promise<string[]> {
  const { taxes } = await ask<Shown>('invoices show', { id: invoice?.id });
  return taxes.map((t) => `${t.code}: ${t.base.minor} → ${t.tax.minor}`);
}

/** What the document would say, and says once it is billed. */
async function draft(proformaId: string, payerId?: string): Promise<Snapshot> {
  return await db.engine.store.transaction({ actorId: SYSTEM.personId }, async (store) => {
    const outcome = await draftOf({ ...store, actor: SYSTEM, today: db.engine.clock.today() }, proformaId, payerId);
    if (!outcome.ok) throw new Error(outcome.refusal.sentence);
    return outcome.value;
  });
}

const rule = (name: string, taxCode: string, more: Record<string, unknown> = {}) => ({
  entity: 'UK',
  taxCode,
  name,
  source: `The firm’s tax memo, ${name}`,
  from: '2026-01-01',
  ...more,
});
const RULES = [
  rule('Home', 'S20', { countries: ['GB'] }),
  rule('Charges at home', 'R5', { countries: ['GB'], lineKind: 'charges' }),
  rule('Business abroad', 'RC', { payerKind: 'business', withholdingPpm: 100_000 }),
  rule('Official fees', 'AGT', { lineKind: 'agent', expenseCodes: ['E112'] }),
];
const THREE_KINDS: readonly Recorded[] = [
  { kind: 'time', hours: '1.00' },
  { kind: 'disbursement', amount: '10003', costKind: 'hard', expenseCode: 'E123' },
  { kind: 'disbursement', amount: '23000', costKind: 'hard', expenseCode: 'E112' },
];

describe('rules are set up as data', () => {
  it('without a rule and a code, a proforma says which lines, and what mends it', async () => {
    await byRules('1005');
    const id = await proforma('1005-001', [{ kind: 'time', hours: '1.00' }]);
    const sheet = (await sheetOf(db.engine, maya, id)) as unknown as {
      version: number;
      problems: { what: string }[];
    };
    expect(sheet.problems.map((p) => p.what)).toEqual([
      expect.stringContaining('no tax code for this entity, and no tax rule speaks of such a payer'),
    ]);
    const submit = { id, version: sheet.version, move: 'submit' };
    const refused = await attempt(db.engine, maya, 'proformas move', submit);
    expect(codeOf(refused)).toBe('flagged');
    expect(refused.ok ? '' : refused.refusal.sentence).toContain('set a tax rule under Setup, Tax rules');
  });

  it('come in together or not at all, and the same file again changes nothing', async () => {
    const wrong = [...RULES, rule('Wrong', 'NONE')];
    expect(codeOf(await attempt(db.engine, admin, 'tax-rules import', { rules: wrong }))).toBe('not-found');
    expect((await ask<{ rows: unknown[] }>('tax-rules list', {})).rows).toEqual([]);
    expect(codeOf(await attempt(db.engine, maya, 'tax-rules import', { rules: RULES }))).toBe('not-permitted');
    expect(await act(db.engine, admin, 'tax-rules import', { rules: RULES })).toEqual({
      added: 4,
      amended: 0,
      unchanged: 0,
    });
    expect(await act(db.engine, admin, 'tax-rules import', { rules: RULES })).toMatchObject({ unchanged: 4 });
  });

  it.each([
    ['as narrow, of the same', { countries: ['GB'] }, 'S20', 'overlaps'],
    ['as agent under a taxed code', { lineKind: 'agent' }, 'S20', 'bad-input'],
    ['expense codes of fees', { lineKind: 'fees', expenseCodes: ['E112'] }, 'S20', 'bad-input'],
    ['an unknown expense code', { lineKind: 'disbursement', expenseCodes: ['X1'] }, 'S20', 'bad-input'],
    ['a last day before the first', { to: '2025-12-01' }, 'S20', 'bad-input'],
  ])('refuses %s', async (_, more, code, refused) => {
    const input = { taxCodeId: codes[code], name: 'Other', source: 'x', from: '2026-01-01', ...more };
    expect(codeOf(await attempt(db.engine, admin, 'tax-rules set', input))).toBe(refused);
  });

  it('are tried without a bill, with all that lost and why', async () => {
    const tried = await ask<{
      tax: { code: string; asAgent: boolean } | null;
      lost: { name: string; because: string }[];
    }>('tax-rules try', {
      entityId: uk(),
      country: 'GB',
      payerKind: 'unknown',
      line: 'disbursement',
      expenseCode: 'E112',
      on: '2026-03-31',
    });
    expect(tried.tax).toMatchObject({ code: 'AGT', asAgent: true });
    expect(tried.lost).toEqual([
      expect.objectContaining({ name: 'Charges at home', because: 'it is for charges' }),
      expect.objectContaining({ name: 'Home', because: '“Official fees” is narrower' }),
      expect.objectContaining({ name: 'Business abroad', because: 'it is for payers with a tax number' }),
    ]);
  });
});

describe('a bill of several taxes', () => {
  let invoice: Invoice;
  let id = '';

  it('is taxed by group: fees and costs of our own at 20 %, what is paid as agent outside tax', async () => {
    await byRules('1001');
    id = await proforma('1001-001', [...THREE_KINDS, { kind: 'charge', amount: '1010' }]);
    const [only] = await billed(id);
    invoice = only as Invoice;
    // S20: (345.00 + 100.03) × 20 % = 89.006; R5: 10.10 × 5 % = 0.505, half up; AGT: nothing on 230.00
    expect(await taxesOf(invoice)).toEqual(['S20: 44503 → 8901', 'R5: 1010 → 51', 'AGT: 23000 → 0']);
    expect(Number(invoice.total.minor)).toBe(44_503 + 8_901 + 1_010 + 51 + 23_000);
    await proved();
  });

  it('a payer’s own code goes before the rules, and the desk tells where they would tax otherwise', async () => {
    const other = await proforma('1002-001', THREE_KINDS);
    const { flags } = await ask<{ flags: { code: string; sentence: string; lineIds: string[] }[] }>('flags list', {
      proformaId: other,
    });
    const told = flags.filter((flag) => flag.code === 'tax-code-wrong');
    expect(told.map((flag) => flag.sentence)).toEqual([
      expect.stringMatching(
        /^1 line of .* is taxed by the payer’s own code S20\. By the tax rules it would be AGT Outside VAT/,
      ),
    ]);
    const ruled = await ask<{ flags: { code: string }[] }>('flags list', { proformaId: id });
    expect(ruled.flags.map((flag) => flag.code)).not.toContain('tax-code-wrong');
  });

  it('owes the tax of each line with it, and the document says the rows', async () => {
    const { lines } = await ask<Shown>('invoices show', { id: invoice.id });
    const owed = await receivable(db.engine, await firm.as('owen.price'), invoice.id);
    const tax = (code: string): number =>
      lines
        .filter((l) => l.taxCode === code)
        .reduce((sum, l) => sum + Number(owed.lines[l.lineNo - 1]?.openTax.minor), 0);
    expect([tax('S20'), tax('R5'), tax('AGT')]).toEqual([8_901, 51, 0]);
  });

  it('keeps on each line the rule it is taxed by', async () => {
    const { lines } = await ask<Shown>('invoices show', { id: invoice.id });
    const agent = lines.find((l) => l.taxCode === 'AGT');
    const { steps } = await ask<{ steps: { kind: string; sentence: string; after: { minor: string } }[] }>(
      'price explain',
      {
        invoice: invoice.id,
        lineNo: agent?.lineNo,
      },
    );
    const step = steps.find((s) => s.kind === 'tax');
    expect(step?.sentence).toContain(
      'AGT Outside VAT by the tax rule “Official fees” for disbursements paid as agent with E112',
    );
    expect(step?.sentence).toContain('narrower than “Home”');
    expect(step?.after.minor).toBe('23000');
  });

  it('is credited in part by group: all that was paid as agent, and 50.00 of the fees with their tax', async () => {
    const { lines } = await ask<Shown>('invoices show', { id: invoice.id });
    const [fee, agent] = ['time', 'disbursement'].map((kind) =>
      lines.find((l) => l.kind === kind && (kind === 'time' || l.taxCode === 'AGT')),
    );
    const note = await ask<{ id: string; total: { minor: string } }>('invoices credit', {
      invoiceId: invoice.id,
      toWip: false,
      lines: [{ lineNo: agent?.lineNo }, { lineNo: fee?.lineNo, amount: '5000' }],
      reason: 'Paid by the client itself',
    });
    // 230.00 + 50.00 + 20 % of 50.00
    expect(note.total.minor).toBe(String(23_000 + 5_000 + 1_000));
    const taken = await register();
    expect(taken).toMatchObject({ S20: [44_503 - 5_000, 8_901 - 1_000], R5: [1_010, 51], AGT: [0, 0] });
    await proved();
    await ask('invoices reverse-credit', { correctionId: note.id, reason: 'It was ours after all' });
    await proved();
  });

  it('comes back whole when it is unbilled, and is billed again the same', async () => {
    const { proformaId } = await ask<{ proformaId: string }>('invoices unbill', {
      invoiceId: invoice.id,
      reason: 'Another address',
    });
    await proved();
    expect(await register()).toMatchObject({ S20: [0, 0], R5: [0, 0], AGT: [0, 0] });
    const [again] = await billed(proformaId);
    expect(again?.total.minor).toBe(invoice.total.minor);
    expect(await taxesOf(again)).toEqual(['S20: 44503 → 8901', 'R5: 1010 → 51', 'AGT: 23000 → 0']);
    await proved();
  });

  it('is paid line by line: tax comes in with its own lines only', async () => {
    const [again] = (
      await ask<{ rows: { id: string; reversed: unknown }[] }>('invoices list', { words: '1001-001' })
    ).rows.filter((row) => row.reversed === null);
    const owen = await firm.as('owen.price');
    const owed = await receivable(db.engine, owen, again?.id);
    await act(db.engine, owen, 'receipts record', {
      bankAccountId: await bankAccount(db.engine, owen, 'UK', 'GBP'),
      payerId: owed.payerId,
      method: 'wire',
      receivedOn: '2026-03-31',
      amount: '30000',
      allocations: [{ receivableId: again?.id, amount: '30000' }],
    });
    const paid = await receivable(db.engine, owen, again?.id);
    const { lines } = await ask<Shown>('invoices show', { id: again?.id });
    const agent = lines.find((l) => l.taxCode === 'AGT')?.lineNo ?? 0;
    expect(paid.lines[agent - 1]?.openTax.minor).toBe('0');
    expect(Number(paid.open.minor)).toBe(Number(owed.open.minor) - 30_000);
    await proved();
  });

  it('is proved row by row: tax that wanders from one row to another is found, though all sums stay', async () => {
    const owner = new pg.Client(db.owner);
    await owner.connect();
    try {
      await owner.query('begin');
      await owner.query('set local session_replication_role = replica');
      const { rowCount } = await owner.query(
        `update invoice_tax t set tax_minor = t.tax_minor + case x.code when 'AGT' then 10 else -10 end
           from tax_code x where x.id = t.tax_code_id and t.invoice_id = $1 and x.code in ('AGT', 'S20')`,
        [invoice.id],
      );
      expect(rowCount).toBe(2);
      const proof = (await prove.run({ client: owner } as never, {})) as {
        checks: { name: string; ok: boolean; broken: string | null }[];
      };
      const broken = proof.checks.filter((check) => !check.ok);
      expect(broken.map((check) => check.name)).toContainEqual(expect.stringMatching(/^each row of tax is what/));
      expect(broken.map((check) => check.name)).not.toContain('every invoice foots: lines, tax, total, receivable');
    } finally {
      await owner.query('rollback');
      await owner.end();
    }
  });

  /** Bases and taxes by code, over all documents of March. */
  async function register(): Promise<Record<string, [number, number]>> {
    const { taxes } = await ask<{ taxes: { taxCode: string; base: { minor: string }; tax: { minor: string } }[] }>(
      'billing-register list',
      { from: '2026-03-01', to: '2026-03-31', entityId: uk() },
    );
    return Object.fromEntries(taxes.map((t) => [t.taxCode, [Number(t.base.minor), Number(t.tax.minor)]]));
  }
});

describe('payers and days', () => {
  it('a business abroad pays no tax here: the document says whose it is, and what may be withheld', async () => {
    await byRules('1003', [{ taxId: 'NO 000 000 000' }, { private: true, country: 'GB' }]);
    const id = await proforma('1003-001', [
      { kind: 'time', hours: '1.01' },
      { kind: 'disbursement', amount: '10001', costKind: 'hard', expenseCode: 'E112' },
    ]);
    const before = await draft(id);
    const [abroad, home] = await billed(id);
    // 1.01 h of 405.00 is 409.05: 245.43 and 163.62; 20 % of 163.62 is 32.724
    // and 100.01 paid as agent: 60.01 and 40.00
    expect(await taxesOf(abroad)).toEqual(['AGT: 6001 → 0', 'RC: 24543 → 0']);
    expect(await taxesOf(home)).toEqual(['S20: 16362 → 3272', 'AGT: 4000 → 0']);
    const printed = pdfData(before);
    expect(printed.taxSummary[1]?.label).toBe('RC: Reverse charge. Tax is due from you as the recipient');
    // 10 % of 245.43, half up
    expect(printed.notes.join(' ')).toContain('You may withhold tax of 24.54 EUR: 10 % of 245.43 before tax.');
    expect(abroad?.total.minor).toBe(String(24_543 + 6_001));
    await proved();
  });

  it('a rule that speaks of some lines only leaves the others open, and they are named', async () => {
    await byRules('1004');
    const only = {
      taxCodeId: codes['OOS'],
      name: 'Fees to anybody',
      lineKind: 'fees',
      source: 'x',
      from: '2026-01-01',
    };
    const { lineId } = await act<{ lineId: string }>(db.engine, admin, 'tax-rules set', only);
    const id = await proforma('1004-001', [
      { kind: 'time', hours: '1.00' },
      { kind: 'charge', amount: '5000' },
    ]);
    const { problems } = (await sheetOf(db.engine, maya, id)) as unknown as {
      problems: { what: string; href: string; stops: string }[];
    };
    expect(problems).toEqual([
      expect.objectContaining({
        what: 'Maison Verrault SA: 1 line has no tax code, for no rule speaks of it today.',
        href: '/setup?tab=tax-rules',
        stops: 'bill',
      }),
    ]);
    await act(db.engine, admin, 'tax-rules withdraw', { lineId, reason: 'Only tried' });
  });

  it('a rule amended from a day on counts from then; before it nothing changes', async () => {
    const { rows } = await ask<{ rows: { name: string; lineId: string }[] }>('tax-rules list', {});
    const lineId = rows.find((r) => r.name === 'Home')?.lineId;
    const amend = { lineId, taxCodeId: codes['S22'], name: 'Home', countries: ['GB'], source: 'Finance Act 2026' };
    const from = { ...amend, from: '2026-05-01', reason: 'The rate rises' };
    expect(codeOf(await attempt(db.engine, admin, 'tax-rules set', { ...from, reason: '' }))).toBe('bad-input');
    await act(db.engine, admin, 'tax-rules set', from);
    expect(codeOf(await attempt(db.engine, admin, 'tax-rules set', { ...from, from: '2026-04-01' }))).toBe(
      'later-version',
    );
    db.engine.clock.moveTo(day('2026-04-30'));
    const [april] = await billed(await proforma('1001-002', [{ kind: 'time', hours: '1.00' }]));
    expect(await taxesOf(april)).toEqual(['S20: 34500 → 6900']);
    db.engine.clock.moveTo(day('2026-05-04'));
    const id = await proforma('1001-002', [{ kind: 'time', hours: '1.00' }]);
    const ready = await approved(db.engine, firm, id);
    const bill = (invoiceDate: string) =>
      attempt(db.engine, maya, 'invoices bill', { proformas: [{ id, version: ready.version }], invoiceDate });
    expect(codeOf(await bill('2026-04-30'))).toBe('tax-of-day');
    const outcome = await bill('2026-05-04');
    const [may] = outcome.ok ? (outcome.value['invoices'] as Invoice[]) : [];
    // 345.00 × 22 %
    expect(await taxesOf(may)).toEqual(['S22: 34500 → 7590']);
    await proved();
  });

  it('is withdrawn in one action, and the version before counts on; approvals by it are void', async () => {
    const { rows } = await ask<{ rows: { name: string; lineId: string; latest: boolean }[] }>('tax-rules list', {});
    const lineId = rows.find((r) => r.name === 'Home')?.lineId;
    const id = await proforma('1001-003', [{ kind: 'time', hours: '1.00' }]);
    const ready = await approved(db.engine, firm, id);
    await act(db.engine, admin, 'tax-rules withdraw', { lineId, reason: 'The Act was not passed' });
    const bill = { proformas: [{ id, version: ready.version }], invoiceDate: '2026-05-04' };
    expect(codeOf(await attempt(db.engine, maya, 'invoices bill', bill))).toBe('approval-void');
    const { rows: now } = await ask<{
      rows: { name: string; from: string; to: string | null; state: string; why: string }[];
    }>('tax-rules list', {});
    expect(now.filter((r) => r.name === 'Home').map(({ from, to, state, why }) => ({ from, to, state, why }))).toEqual([
      { from: '2026-05-01', to: null, state: 'withdrawn', why: 'The Act was not passed' },
      { from: '2026-01-01', to: null, state: 'counts', why: '' },
    ]);
  });

  it('an ended rule counts no more, until its end is taken back', async () => {
    const { rows } = await ask<{ rows: { name: string; lineId: string }[] }>('tax-rules list', {});
    const lineId = rows.find((r) => r.name === 'Charges at home')?.lineId;
    const tried = async (): Promise<string | undefined> =>
      (
        await ask<{ tax: { code: string } | null }>('tax-rules try', {
          entityId: uk(),
          country: 'GB',
          line: 'charges',
          on: '2026-06-01',
        })
      ).tax?.code;
    await act(db.engine, admin, 'tax-rules end', { lineId, from: '2026-06-01', reason: 'Repealed' });
    expect(await tried()).toBe('S20');
    expect(
      codeOf(await attempt(db.engine, admin, 'tax-rules end', { lineId, from: '2026-07-01', reason: 'again' })),
    ).toBe('ended');
    // Another rule in its place has to go first.
    const instead = { taxCodeId: codes['RC'], name: 'Charges anew', countries: ['GB'], lineKind: 'charges' };
    const set = await act<{ lineId: string }>(db.engine, admin, 'tax-rules set', {
      ...instead,
      source: 'x',
      from: '2026-06-01',
    });
    const back = { lineId, reason: 'Not repealed' };
    expect(codeOf(await attempt(db.engine, admin, 'tax-rules withdraw', back))).toBe('overlaps');
    expect(await tried()).toBe('RC');
    await act(db.engine, admin, 'tax-rules withdraw', { lineId: set.lineId, reason: 'Not repealed' });
    await act(db.engine, admin, 'tax-rules withdraw', back);
    expect(await tried()).toBe('R5');
  });
});
