import { deal } from '../../kernel/share.ts';
import type { PayerBill } from '../proformas/index.ts';
import { advanceOf } from './advance.ts';

interface Accounts {
  readonly receivable: string;
  readonly receivableMemo: string;
  readonly receivableMemoContra: string;
  readonly tax: string;
  readonly fees: string;
  readonly disbursements: string;
  readonly charges: string;
  readonly advancedBilled: string;
  readonly advancedInBilling: string;
  readonly costsNotRecovered: string;
}

interface Place {
  readonly clientId: string;
  readonly matterId: string;
  readonly officeId: string;
}

export interface InvoiceToPost {
  readonly invoiceId: string;
  /** of each matter on the bill */
  readonly placeOf: ReadonlyMap<string, Place>;
  readonly payerId: string;
  readonly currency: string;
  readonly bill: PayerBill;
  /** converted once, at the invoice's rate */
  readonly entityTotalMinor: bigint;
  readonly entityTaxMinor: bigint;
}

const INCOME: Readonly<Record<'time' | 'disbursement' | 'charge', 'fees' | 'disbursements' | 'charges'>> = {
  time: 'fees',
  disbursement: 'disbursements',
  charge: 'charges',
};

/**
 * What an invoice posts. Accrual: receivable against income, by timekeeper for fees, and tax; each by matter.
 * Modified cash: the receivable as memorandum only; revenue comes with the cash. Costs laid out pass from the cards to
 * the invoice as an asset; what is billed below cost the firm bears.
 */
export function invoiceLines(
  invoice: InvoiceToPost,
  entity: { basis: 'accrual' | 'modified-cash'; advancesAreAsset: boolean },
  accounts: Accounts,
) {
  const { bill, currency, payerId, invoiceId } = invoice;
  const at = (matterId: string) => ({ currency, payerId, invoiceId, ...invoice.placeOf.get(matterId) });
  const all = byMatter(invoice, (l) => l.billMinor + l.taxMinor, invoice.entityTotalMinor);
  // A bill of nothing still opens what is owed.
  const owed = all.some(({ amount }) => amount !== 0n) ? all.filter(({ amount }) => amount !== 0n) : all.slice(0, 1);
  const receivable = owed.map(({ matterId, ...minor }) => ({ ...at(matterId), ...minor }));
  if (entity.basis === 'modified-cash') {
    const memo = receivable.flatMap((line) => [
      { ...line, account: accounts.receivableMemo },
      {
        ...line,
        account: accounts.receivableMemoContra,
        amount: -line.amount,
        entityAmount: -line.entityAmount,
      },
    ]);
    return [...memo, ...advances(bill, entity, at, accounts)];
  }
  const income = [
    ...Map.groupBy(bill.lines, (l) => `${l.line.kind}|${l.line.matterId}|${l.line.timekeeperId ?? ''}`).values(),
  ].map((group) => ({
    ...at(group[0]?.line.matterId ?? ''),
    account: accounts[INCOME[group[0]?.line.kind ?? 'charge']],
    amount: -group.reduce((total, l) => total + l.billMinor, 0n),
    entityAmount: null,
    timekeeperId: group[0]?.line.timekeeperId ?? null,
  }));
  const taxes = byMatter(invoice, (l) => l.taxMinor, invoice.entityTaxMinor);
  return [
    ...receivable.map((line) => ({ ...line, account: accounts.receivable })),
    ...income.filter((line) => line.amount !== 0n),
    ...taxes
      .filter(({ amount }) => amount !== 0n)
      .map(({ matterId, amount, entityAmount }) => ({
        ...at(matterId),
        account: accounts.tax,
        amount: -amount,
        entityAmount: -entityAmount,
      })),
  ];
}

/** An amount of the lines by matter, with the entity's amount dealt over them by largest remainder. */
function byMatter({ bill }: InvoiceToPost, minorOf: (line: PayerBill['lines'][number]) => bigint, entityMinor: bigint) {
  const amounts = new Map<string, bigint>();
  for (const line of bill.lines)
    amounts.set(line.line.matterId, (amounts.get(line.line.matterId) ?? 0n) + minorOf(line));
  const entity = deal(entityMinor, [...amounts.values()]);
  return [...amounts].map(([matterId, amount], i) => ({ matterId, amount, entityAmount: entity[i] ?? 0n }));
}

/** Each cost laid out, on its own matter. */
function advances<T>(
  bill: PayerBill,
  entity: { advancesAreAsset: boolean },
  at: (matterId: string) => T,
  accounts: Accounts,
) {
  return bill.lines.flatMap((billed) => {
    const advance = advanceOf(billed, entity);
    if (advance === null) return [];
    const { asked, borne } = advance;
    const about = { ...at(billed.line.matterId), cardId: billed.line.cardId };
    return [
      { ...about, account: accounts.advancedBilled, amount: asked.minor, entityAmount: asked.entityMinor },
      { ...about, account: accounts.costsNotRecovered, amount: borne.minor, entityAmount: borne.entityMinor },
      {
        ...about,
        account: accounts.advancedInBilling,
        amount: -asked.minor - borne.minor,
        entityAmount: -asked.entityMinor - borne.entityMinor,
      },
    ].filter((line) => line.amount !== 0n || line.entityAmount !== 0n);
  });
}
