import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day } from '../../kernel/day.ts';
import { sum } from '../../kernel/money.ts';
import { amountOf, counts, type Line } from './line.ts';
import { type PayerBill, type PayerShare, settle } from './settle.ts';
import { type Adjustment, netOf } from './spread.ts';
import type { LineTax } from './tax.ts';

const state = {
  excluded: false,
  noCharge: false,
  printed: true,
  seconds: 3600n,
  rateE4: 345_000_000n,
  billMinor: 34_500n,
  narrative: 'x',
  workDate: day('2026-03-01'),
  taskCode: null,
  activityCode: null,
  expenseCode: null,
  shares: null,
};
const base: Line = {
  ...state,
  id: 'l',
  version: 1,
  cardId: 'c',
  cardNumber: 1n,
  kind: 'time',
  costKind: null,
  timekeeperId: 't',
  timekeeper: 'TT',
  timekeeperName: 'T',
  byClause: null,
  matterId: 'm',
  wipMinor: 34_500n,
  wipEntityMinor: 34_500n,
  openSeconds: 3600n,
  workMinor: 34_500n,
  hold: null,
  comments: 0,
  files: 0,
  recorded: state,
};

const anyLine = fc.record({
  kind: fc.constantFrom<Line['kind']>('time', 'disbursement', 'charge'),
  billMinor: fc.bigInt(0n, 5_000_00n),
  wipMinor: fc.bigInt(0n, 5_000_00n),
  wipEntityMinor: fc.bigInt(0n, 5_000_00n),
  hundredths: fc.bigInt(0n, 900n),
  noCharge: fc.boolean(),
  excluded: fc.boolean(),
  /** of which payer the line is, where it is one’s alone; beyond the payers: as the matter */
  own: fc.integer({ min: 0, max: 9 }),
});
const anyShares = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 }).map((weights) => {
  const total = weights.reduce((a, b) => a + b, 0);
  const shares = weights.map((w) => Math.trunc((w * 1_000_000) / total));
  shares[0] = (shares[0] ?? 0) + 1_000_000 - shares.reduce((a, b) => a + b, 0);
  return shares;
});

/** Fees and charges of one code, disbursements in the firm's own name of another, what is paid as agent of a third. */
function payersOf(shares: readonly number[], ratePpm: number): PayerShare[] {
  const code = (name: string, rate: number): LineTax => ({
    taxCodeId: name,
    code: name,
    name,
    kind: 'standard',
    note: '',
    ratePpm: rate,
    ruleId: null,
    sentence: '',
    asAgent: rate === 0,
    withholdingPpm: name === 'S' ? 100_000 : 0,
  });
  return shares.map((sharePpm, i) => ({
    payerId: `p${i}`,
    name: `P${i}`,
    sharePpm,
    taxOf: ({ kind, costKind }) =>
      kind !== 'disbursement' ? code('S', ratePpm) : costKind === 'soft' ? code('R', 55_000) : code('OOS', 0),
  }));
}

/** Rows to the document, lines to their row, each row rounded once. */
function taxesSum(bill: PayerBill): void {
  expect(sum(bill.taxes.map((row) => row.baseMinor))).toBe(bill.netMinor);
  expect(sum(bill.taxes.map((row) => row.taxMinor))).toBe(bill.taxMinor);
  expect(bill.taxes.map((row) => row.tax.code)).toEqual([...new Set(bill.taxes.map((row) => row.tax.code))]);
  for (const { tax, baseMinor, taxMinor } of bill.taxes) {
    const own = bill.lines.filter((line) => line.tax?.code === tax.code);
    expect(sum(own.map((line) => line.billMinor))).toBe(baseMinor);
    expect(sum(own.map((line) => line.taxMinor))).toBe(taxMinor);
    // half up: 2 × |tax − base × rate| is at most one minor unit
    const off = 2n * (taxMinor * 1_000_000n - baseMinor * BigInt(tax.ratePpm));
    expect(off <= 1_000_000n && off >= -1_000_000n).toBe(true);
  }
  const kept = bill.lines.filter((line) => line.tax?.withholdingPpm === 100_000);
  expect(sum(bill.withholdings.map((w) => w.baseMinor))).toBe(sum(kept.map((line) => line.billMinor)));
}

describe('what a proforma comes to', () => {
  it('always sums: lines to net, payers to lines, parts to wholes, whatever the shares and discounts', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { maxLength: 25 }),
        anyShares,
        fc.integer({ min: -1_000_000, max: 500_000 }),
        fc.constantFrom(0, 77_000, 200_000),
        (raw, shares, percentPpm, tax) => {
          const lines = raw.map(({ own, ...r }, i): Line => ({
            ...base,
            ...r,
            shares: own < shares.length ? `p${own}:700000,p${(own + 1) % shares.length}:300000` : null,
            id: `l${i}`,
            cardId: `c${i}`,
            seconds: r.hundredths * 36n,
            costKind: r.kind === 'disbursement' ? (i % 2 === 0 ? 'soft' : 'hard') : null,
          }));
          const adjustment: Adjustment = {
            id: 'a',
            label: 'a',
            amountMinor: null,
            percentPpm,
            spread: 'by-value',
            timekeeperIds: [],
            matterIds: null,
            lineIds: null,
            clauseId: null,
            reason: 'r',
          };
          const settled = settle(lines, [adjustment], payersOf(shares, tax), 'half-up');
          const on = lines.filter(counts);
          expect(settled.netMinor).toBe(settled.feesMinor + settled.disbursementsMinor + settled.chargesMinor);
          expect(settled.netMinor).toBe(sum(on.map(amountOf)) + settled.adjustmentsMinor);
          expect(netOf(lines, [adjustment], 'half-up')).toBe(settled.netMinor);
          expect(settled.adjustmentsMinor).toBe(settled.effectOf.get('a') ?? 0n);
          expect(sum(settled.bills.map((b) => b.netMinor))).toBe(settled.netMinor);
          expect(sum(settled.bills.flatMap((b) => [...b.effectOf.values()]))).toBe(settled.effectOf.get('a') ?? 0n);
          expect(sum(settled.bills.flatMap((b) => b.lines.map((l) => l.wipMinor)))).toBe(
            sum(on.map((l) => l.wipMinor)),
          );
          expect(sum(settled.bills.flatMap((b) => b.lines.map((l) => l.wipEntityMinor)))).toBe(
            sum(on.map((l) => l.wipEntityMinor)),
          );
          expect(sum(settled.bills.flatMap((b) => b.lines.map((l) => l.seconds)))).toBe(sum(on.map((l) => l.seconds)));
          expect(settled.totalMinor).toBe(settled.netMinor + settled.taxMinor);
          for (const bill of settled.bills) {
            expect(bill.totalMinor).toBe(bill.netMinor + bill.taxMinor);
            taxesSum(bill);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
