import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/platform/command.ts';
import { act } from '../../src/demo/doing.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import {
  approved,
  attempt,
  brokenChecks,
  codeOf,
  proformaOn,
  sheetOf,
  testFirm,
  type TestFirm,
} from '../support/firm.ts';
import { bankAccount, bill, receivable } from '../support/money.ts';

let database: TestDatabase;
let firm: TestFirm;
let maya: Actor;
let ruth: Actor;
let owen: Actor;

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
  maya = await firm.as('maya.okafor');
  ruth = await firm.as('ruth.sandoval');
  owen = await firm.as('owen.price');
});
afterAll(() => database.close());

const proved = async (): Promise<void> => expect(await brokenChecks(database.engine, firm)).toEqual([]);

describe('money in', () => {
  it('pays costs before fees, takes a bank fee as the reason for the rest, and a bounce restores it to the cent', async () => {
    // 1003-001 is kept in EUR with two payers, 60 % and 40 %: 2.00 h at 405.00 = 810.00, costs 100.00.
    const invoices = await bill(database.engine, firm, '1003-001', ['2.00'], '10000');
    const [first] = invoices;
    expect(invoices.map((i) => i.total.minor)).toEqual(['54600', '36400']);
    const account = await bankAccount(database.engine, owen, 'UK', 'EUR');
    const before = await receivable(database.engine, owen, first?.id);
    const receipt = await act<{ id: string; unapplied: { minor: string } }>(database.engine, owen, 'receipts record', {
      bankAccountId: account,
      payerId: before.payerId,
      method: 'wire',
      reference: 'short by the bank fee',
      receivedOn: '2026-03-31',
      amount: '53000',
      allocations: [
        {
          receivableId: first?.id,
          amount: '53000',
          differences: [{ reason: 'bank-fee', minor: '1500', note: 'sender’s bank' }],
        },
      ],
    });
    expect(receipt.unapplied.minor).toBe('0');
    const paid = await receivable(database.engine, owen, first?.id);
    // 546.00 − 530.00 − 15.00 = 1.00, all of it fees: the costs (60.00) were paid first.
    expect(paid.open.minor).toBe('100');
    expect(paid.lines.map((l) => [l.kind, l.openNet.minor])).toEqual([
      ['time', '100'],
      ['disbursement', '0'],
    ]);
    await proved();
    await act(database.engine, owen, 'receipts reverse', { id: receipt.id, reason: 'The transfer was recalled' });
    const after = await receivable(database.engine, owen, first?.id);
    expect({ open: after.open, entityOpen: after.entityOpen, lines: after.lines }).toEqual({
      open: before.open,
      entityOpen: before.entityOpen,
      lines: before.lines,
    });
    expect(codeOf(await attempt(database.engine, owen, 'receipts reverse', { id: receipt.id, reason: 'again' }))).toBe(
      'reversed',
    );
    await proved();
  });

  it('meets an invoice in another currency through clearing, and posts the realised exchange difference', async () => {
    const [invoice] = await bill(database.engine, firm, '1005-001', ['1.00']);
    const owed = await receivable(database.engine, owen, invoice?.id);
    await act(database.engine, ruth, 'exchange-rates add', {
      from: owed.amount.currency === 'USD' ? 'USD' : 'EUR',
      to: 'GBP',
      day: '2026-03-30',
      rate: '0.9',
      source: 'test',
    });
    const account = await bankAccount(database.engine, owen, 'UK', owed.amount.currency === 'GBP' ? 'EUR' : 'GBP');
    const receipt = await act<{ id: string; unapplied: { minor: string } }>(database.engine, owen, 'receipts record', {
      bankAccountId: account,
      payerId: owed.payerId,
      method: 'wire',
      receivedOn: '2026-03-31',
      amount: '50000',
      allocations: [{ receivableId: invoice?.id, amount: owed.amount.minor, cash: '45000' }],
    });
    expect(receipt.unapplied.minor).toBe('5000');
    expect((await receivable(database.engine, owen, invoice?.id)).open.minor).toBe('0');
    await proved();
    await act(database.engine, owen, 'receipts reverse', { id: receipt.id, reason: 'recalled' });
    expect((await receivable(database.engine, owen, invoice?.id)).entityOpen).toEqual(owed.entityOpen);
    await proved();
  });

  it('refuses more than is open or unapplied, each with the amount that would do', async () => {
    const [invoice] = await bill(database.engine, firm, '1006-001', ['1.00']);
    const owed = await receivable(database.engine, owen, invoice?.id);
    const account = await bankAccount(database.engine, owen, 'UK', owed.amount.currency);
    const record = (amount: string, allocated: string) =>
      attempt(database.engine, owen, 'receipts record', {
        bankAccountId: account,
        method: 'cheque',
        receivedOn: '2026-03-31',
        amount,
        allocations: [{ receivableId: invoice?.id, amount: allocated }],
      });
    expect(codeOf(await record('9999999', String(BigInt(owed.open.minor) + 1n)))).toBe('more-than-open');
    expect(codeOf(await record('100', '101'))).toBe('more-than-unapplied');
    expect((await receivable(database.engine, owen, invoice?.id)).open).toEqual(owed.open);
  });

  it('writes off within the limit at once, above it by another person, and back', async () => {
    const [invoice] = await bill(database.engine, firm, '1006-002', ['1.00']);
    const ask = (amount: string) =>
      act<{ id: string; state: string }>(database.engine, maya, 'write-offs ask', {
        receivableId: invoice?.id,
        amount,
        reasonKind: 'goodwill',
        reason: 'Agreed on the phone',
      });
    expect((await ask('1000')).state).toBe('posted');
    const big = await ask('20000');
    expect(big.state).toBe('requested');
    expect(codeOf(await attempt(database.engine, maya, 'write-offs decide', { id: big.id, decision: 'post' }))).toBe(
      'not-permitted',
    );
    await act(database.engine, ruth, 'write-offs decide', { id: big.id, decision: 'post' });
    const owed = await receivable(database.engine, owen, invoice?.id);
    expect(BigInt(owed.amount.minor) - BigInt(owed.open.minor)).toBe(21000n);
    await act(database.engine, maya, 'write-offs reverse', { id: big.id, reason: 'They pay after all' });
    expect(BigInt((await receivable(database.engine, owen, invoice?.id)).open.minor)).toBe(
      BigInt(owed.amount.minor) - 1000n,
    );
    await proved();
  });

  it('refunds unapplied money only when another person agrees', async () => {
    const account = await bankAccount(database.engine, owen, 'UK', 'GBP');
    const receipt = await act<{ id: string }>(database.engine, owen, 'receipts record', {
      bankAccountId: account,
      method: 'wire',
      receivedOn: '2026-03-31',
      amount: '30000',
    });
    const refund = await act<{ id: string }>(database.engine, owen, 'refunds ask', {
      receiptId: receipt.id,
      amount: '20000',
      reason: 'Paid twice',
    });
    expect(codeOf(await attempt(database.engine, owen, 'refunds decide', { id: refund.id, decision: 'pay' }))).toBe(
      'four-eyes',
    );
    await act(database.engine, ruth, 'refunds decide', { id: refund.id, decision: 'pay' });
    expect(
      codeOf(await attempt(database.engine, owen, 'receipts reverse', { id: receipt.id, reason: 'bounced' })),
    ).toBe('refunded');
    await proved();
    await act(database.engine, ruth, 'refunds reverse', { id: refund.id, reason: 'Account closed' });
    await act(database.engine, owen, 'receipts reverse', { id: receipt.id, reason: 'bounced' });
    await proved();
  });
});

describe('unbilling', () => {
  it('takes all payers’ invoices back in one action; re-billing takes new numbers and the cash again', async () => {
    const sheet = await proformaOn(database.engine, firm, '1003-001', ['1.01', '0.37'], '99');
    const [line] = sheet.lines;
    await act(database.engine, maya, 'proformas edit', {
      id: sheet.id,
      operation: {
        do: 'set-words',
        lines: [{ id: line?.id, version: line?.version }],
        narrative: 'A better narrative of the work',
        reason: 'Clearer',
      },
    });
    const ready = await approved(database.engine, firm, sheet.id);
    const invoices = await act<{ invoices: { id: string; number: string; total: { minor: string } }[] }>(
      database.engine,
      maya,
      'invoices bill',
      {
        proformas: [{ id: sheet.id, version: ready.version }],
        invoiceDate: '2026-03-31',
      },
    ).then((r) => r.invoices);
    const [first, second] = invoices;
    const owed = await receivable(database.engine, owen, first?.id);
    const account = await bankAccount(database.engine, owen, 'UK', 'EUR');
    await act(database.engine, owen, 'receipts record', {
      bankAccountId: account,
      payerId: owed.payerId,
      method: 'wire',
      receivedOn: '2026-03-31',
      amount: first?.total.minor,
      allocations: [{ receivableId: first?.id, amount: first?.total.minor }],
    });
    await act(database.engine, maya, 'invoices send', { invoiceIds: [first?.id], recipients: ['ap@payer.example'] });
    // Asked for by the second payer's invoice; both go.
    const undone = await act<{
      reversed: { number: string }[];
      cancellations: { number: string }[];
      cards: number;
      toUnapplied: { minor: string };
    }>(database.engine, maya, 'invoices unbill', {
      invoiceId: second?.id,
      reason: 'Wrong narrative',
    });
    expect(undone.reversed).toHaveLength(2);
    // Only the one that left the house is cancelled by a document.
    expect(undone.cancellations.map((c) => c.number)).toEqual(['UK-CX-2026-00001']);
    expect([undone.cards, undone.toUnapplied.minor]).toEqual([3, first?.total.minor]);
    const again = await sheetOf(database.engine, maya, sheet.id);
    expect(again.state).toBe('pre-review');
    expect(again.lines.map((l) => [l.narrative, l.bill.minor])).toEqual(
      ready.lines.map((l) => [l.narrative, l.bill.minor]),
    );
    expect(again.lines[0]?.narrative).toBe('A better narrative of the work');
    await proved();
    expect(
      codeOf(await attempt(database.engine, maya, 'invoices unbill', { invoiceId: first?.id, reason: 'again' })),
    ).toBe('reversed');
    const once = await approved(database.engine, firm, sheet.id);
    const rebilled = await act<{ invoices: { id: string; number: string; total: { minor: string } }[] }>(
      database.engine,
      maya,
      'invoices bill',
      {
        proformas: [{ id: sheet.id, version: once.version }],
        invoiceDate: '2026-03-31',
      },
    ).then((r) => r.invoices);
    expect(rebilled.map((i) => i.total.minor)).toEqual(invoices.map((i) => i.total.minor));
    expect(rebilled.map((i) => i.number)).not.toEqual(invoices.map((i) => i.number));
    expect((await receivable(database.engine, owen, rebilled[0]?.id)).open.minor).toBe('0');
    const shown = await act<{ replaces: { number: string }[] }>(database.engine, maya, 'invoices show', {
      id: rebilled[0]?.id,
    });
    expect(shown.replaces.map((r) => r.number)).toEqual([first?.number]);
    await proved();
  });

  it('names later credits and write-offs, and takes them along only when told to', async () => {
    const [invoice] = await bill(database.engine, firm, '1006-003', ['2.00', '1.00']);
    const credit = await act<{ number: string }>(database.engine, maya, 'invoices credit', {
      invoiceId: invoice?.id,
      toWip: true,
      lines: [{ lineNo: 1 }],
      reason: 'Not ours to bill',
    });
    await act(database.engine, ruth, 'write-offs ask', {
      receivableId: invoice?.id,
      amount: '100',
      reasonKind: 'small-balance',
      reason: 'cents',
    });
    await proved();
    const refused = await attempt(database.engine, maya, 'invoices unbill', {
      invoiceId: invoice?.id,
      reason: 'all wrong',
    });
    expect(codeOf(refused)).toBe('later-corrections');
    expect(refused.ok ? '' : refused.refusal.sentence).toContain(credit.number);
    await act(database.engine, maya, 'invoices unbill', {
      invoiceId: invoice?.id,
      reason: 'all wrong',
      alsoLater: true,
    });
    await proved();
  });
});

describe('money that came before the invoice was dated', () => {
  it('is on it from that day, and unapplied before: no day owes less than nothing', async () => {
    const [invoice] = await bill(database.engine, firm, '1006-002', ['1.00']);
    const owed = await receivable(database.engine, owen, invoice?.id);
    await act(database.engine, owen, 'receipts record', {
      bankAccountId: await bankAccount(database.engine, owen, 'UK', owed.open.currency),
      payerId: owed.payerId,
      method: 'wire',
      receivedOn: '2026-03-20',
      amount: owed.open.minor,
      allocations: [{ receivableId: invoice?.id, amount: owed.open.minor }],
    });
    expect((await receivable(database.engine, owen, invoice?.id)).open.minor).toBe('0');
    const { totals } = await act<{ totals: { open: { minor: string } }[] }>(database.engine, owen, 'ageing show', {
      asOf: '2026-03-25',
      payerId: owed.payerId,
    });
    expect(totals).toEqual([]);
    await proved();
  });
});

describe('what is let go with a payment', () => {
  it('is under the limit for write-offs; what the bank kept is not', async () => {
    const [invoice] = await bill(database.engine, firm, '1006-002', ['4.00']);
    const owed = await receivable(database.engine, owen, invoice?.id);
    const paying = async (less: string, reason: string) =>
      await attempt(database.engine, owen, 'receipts record', {
        bankAccountId: await bankAccount(database.engine, owen, 'UK', owed.open.currency),
        payerId: owed.payerId,
        method: 'wire',
        receivedOn: '2026-03-31',
        amount: '100',
        allocations: [{ receivableId: invoice?.id, amount: '100', differences: [{ reason, minor: less }] }],
      });
    for (const reason of ['discount', 'small-difference']) {
      const refused = await paying('110000', reason);
      expect(codeOf(refused)).toBe('limit');
      expect(refused.ok ? '' : refused.refusal.sentence).toContain('1,100.00');
    }
    expect(codeOf(await paying('50000', 'discount'))).toBe('done');
    // Not in steps either: what was let go of the invoice before counts.
    const second = await paying('60000', 'small-difference');
    expect(codeOf(second)).toBe('limit');
    expect(second.ok ? '' : second.refusal.sentence).toContain('counting what you let go of it before');
    expect(codeOf(await paying('110000', 'bank-fee'))).toBe('done');
    // Nor within one command.
    const [other] = await bill(database.engine, firm, '1006-002', ['0.50'], '150000');
    const { id } = await act<{ id: string }>(database.engine, owen, 'receipts record', {
      bankAccountId: await bankAccount(database.engine, owen, 'UK', owed.open.currency),
      payerId: owed.payerId,
      method: 'wire',
      receivedOn: '2026-03-31',
      amount: '200',
    });
    const letting = { receivableId: other?.id, amount: '100', differences: [{ reason: 'discount', minor: '60000' }] };
    const twice = await attempt(database.engine, owen, 'receipts allocate', { id, allocations: [letting, letting] });
    expect(codeOf(twice)).toBe('limit');
    await proved();
  });
});

describe('unbilling what only reasons without cash lowered', () => {
  it('has them again on the next bill, as far as there is room', async () => {
    const [paid] = await bill(database.engine, firm, '1003-001', ['1.00']);
    const [less] = await bill(database.engine, firm, '1003-001', ['1.00']);
    const owed = await receivable(database.engine, owen, paid?.id);
    const explains = { reason: 'withheld-tax', minor: '2500', note: 'certificate 7' };
    await act(database.engine, owen, 'receipts record', {
      bankAccountId: await bankAccount(database.engine, owen, 'UK', 'EUR'),
      payerId: owed.payerId,
      method: 'wire',
      receivedOn: '2026-03-31',
      amount: owed.open.minor,
      allocations: [
        { receivableId: paid?.id, amount: owed.open.minor },
        { receivableId: less?.id, differences: [explains] },
      ],
    });
    const before = await receivable(database.engine, owen, less?.id);
    expect(BigInt(before.amount.minor) - BigInt(before.open.minor)).toBe(2_500n);
    const { proformaId } = await act<{ proformaId: string }>(database.engine, maya, 'invoices unbill', {
      invoiceId: less?.id,
      reason: 'Wrong words',
    });
    await proved();
    const ready = await approved(database.engine, firm, proformaId);
    const { invoices } = await act<{ invoices: { id: string }[] }>(database.engine, maya, 'invoices bill', {
      proformas: [{ id: proformaId, version: ready.version }],
      invoiceDate: '2026-03-31',
    });
    const again = await Promise.all(invoices.map((one) => receivable(database.engine, owen, one.id)));
    const of = again.find((one) => one.payerId === owed.payerId);
    expect(of?.open).toEqual(before.open);
    expect(of?.movements.filter((m) => m.live).map((m) => m.kind)).toContain('difference');
    await proved();
  });
});

describe('unbilling after a credit note that was sent', () => {
  it('is refused with the way out: the payer would count the same twice', async () => {
    const [invoice] = await bill(database.engine, firm, '1006-003', ['2.00', '1.00']);
    const { id, number } = await act<{ id: string; number: string }>(database.engine, maya, 'invoices credit', {
      invoiceId: invoice?.id,
      toWip: true,
      lines: [{ lineNo: 1 }],
      reason: 'Not agreed',
    });
    await act(database.engine, maya, 'corrections send', {
      correctionIds: [id],
      recipients: ['accounts@payer.example'],
    });
    const input = { invoiceId: invoice?.id, reason: 'all wrong', alsoLater: true };
    const refused = await attempt(database.engine, maya, 'invoices unbill', input);
    expect(codeOf(refused)).toBe('credit-sent');
    expect(refused.ok ? '' : refused.refusal.sentence).toContain(number);
    // the way out that it names
    await act(database.engine, maya, 'invoices credit', {
      invoiceId: invoice?.id,
      toWip: true,
      lines: [{ lineNo: 2 }],
      reason: 'The rest',
    });
    expect((await receivable(database.engine, owen, invoice?.id)).open.minor).toBe('0');
    await proved();
  });
});

describe('an unbilled proforma beside a newer one', () => {
  it('leaves every page of its matter readable, and both can be billed', async () => {
    const [invoice] = await bill(database.engine, firm, '1004-001', ['1.00']);
    const newer = await proformaOn(database.engine, firm, '1004-001', ['2.00']);
    const { proformaId } = await act<{ proformaId: string }>(database.engine, maya, 'invoices unbill', {
      invoiceId: invoice?.id,
      reason: 'Wrong rate',
    });
    const matter = firm.matters.find((m) => m.number === '1004-001');
    await act(database.engine, maya, 'matters show', { id: matter?.id });
    const { rows } = await act<{ rows: { matterId: string }[] }>(database.engine, maya, 'inventory show', {});
    expect(rows.filter((row) => row.matterId === matter?.id)).toHaveLength(1);
    await act(database.engine, maya, 'runs start', { throughDay: '2026-03-31', matterId: matter?.id });
    for (const id of [proformaId, newer.id]) {
      const ready = await approved(database.engine, firm, id);
      await act(database.engine, maya, 'invoices bill', {
        proformas: [{ id, version: ready.version }],
        invoiceDate: '2026-03-31',
      });
    }
    await proved();
  });
});

describe('credit notes', () => {
  it('gives the payer’s share of a card back to WIP, and the rest of the money stays where it was', async () => {
    const invoices = await bill(database.engine, firm, '1003-002', ['2.00', '0.37']);
    const [first, second] = invoices;
    const owed = await receivable(database.engine, owen, first?.id);
    const account = await bankAccount(database.engine, owen, 'UK', 'EUR');
    await act(database.engine, owen, 'receipts record', {
      bankAccountId: account,
      payerId: owed.payerId,
      method: 'wire',
      receivedOn: '2026-03-31',
      amount: first?.total.minor,
      allocations: [{ receivableId: first?.id, amount: first?.total.minor }],
    });
    const note = await act<{ total: { minor: string }; toUnapplied: { minor: string }; cards: number }>(
      database.engine,
      maya,
      'invoices credit',
      {
        invoiceId: first?.id,
        toWip: true,
        lines: [{ lineNo: 2 }],
        reason: 'Work for another case',
      },
    );
    // The invoice was paid in full, so what is credited becomes unapplied.
    expect(note.toUnapplied).toEqual(note.total);
    expect((await receivable(database.engine, owen, first?.id)).open.minor).toBe('0');
    await proved();
    const again = await act<{ id: string }>(database.engine, maya, 'invoices credit', {
      invoiceId: second?.id,
      toWip: true,
      lines: [{ lineNo: 2 }],
      reason: 'Work for another case',
    });
    await proved();
    expect(
      codeOf(
        await attempt(database.engine, maya, 'invoices credit', {
          invoiceId: second?.id,
          toWip: true,
          lines: [{ lineNo: 2 }],
          reason: 'twice',
        }),
      ),
    ).toBe('restored');
    const reverse = { correctionId: again.id, reason: 'It was ours after all' };
    await act(database.engine, maya, 'invoices reverse-credit', reverse);
    expect((await receivable(database.engine, owen, second?.id)).open.minor).toBe(second?.total.minor);
    await proved();
  });

  it('without WIP takes an amount off, over all lines, with its tax', async () => {
    const [invoice] = await bill(database.engine, firm, '1006-001', ['1.00', '3.00'], '777');
    const note = await act<{ total: { minor: string } }>(database.engine, maya, 'invoices credit', {
      invoiceId: invoice?.id,
      toWip: false,
      amount: '1000',
      reason: 'Goodwill',
    });
    expect(BigInt(note.total.minor)).toBeGreaterThanOrEqual(1000n);
    const owed = await receivable(database.engine, owen, invoice?.id);
    expect(BigInt(owed.amount.minor) - BigInt(owed.open.minor)).toBe(BigInt(note.total.minor));
    await proved();
  });
});
