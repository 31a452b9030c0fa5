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

export interface InvoiceToPost {
  readonly invoiceId: string;
  readonly clientId: string;
  readonly matterId: string;
  readonly officeId: string;
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
 * What an invoice posts. Accrual: receivable against income, by timekeeper for fees, and tax.
 * Modified cash: the receivable as memorandum only; revenue comes with the cash. Costs laid out pass from the cards to
 * the invoice as an asset; what is billed below cost the firm bears.
 */
export function invoiceLines(
  invoice: InvoiceToPost,
  entity: { basis: 'accrual' | 'modified-cash'; advancesAreAsset: boolean },
  accounts: Accounts,
) {
  const { bill, currency, clientId, matterId, officeId, payerId, invoiceId } = invoice;
  const common = { currency, clientId, matterId, officeId, payerId, invoiceId };
  const receivable = { ...common, amount: bill.totalMinor, entityAmount: invoice.entityTotalMinor };
  if (entity.basis === 'modified-cash') {
    return [
      { ...receivable, account: accounts.receivableMemo },
      {
        ...receivable,
        account: accounts.receivableMemoContra,
        amount: -bill.totalMinor,
        entityAmount: -invoice.entityTotalMinor,
      },
      ...advances(bill, entity, common, accounts),
    ];
  }
  const income = [...Map.groupBy(bill.lines, (l) => `${l.line.kind}|${l.line.timekeeperId ?? ''}`).values()].map(
    (group) => ({
      ...common,
      account: accounts[INCOME[group[0]?.line.kind ?? 'charge']],
      amount: -group.reduce((total, l) => total + l.billMinor, 0n),
      entityAmount: null,
      timekeeperId: group[0]?.line.timekeeperId ?? null,
    }),
  );
  return [
    { ...receivable, account: accounts.receivable },
    ...income.filter((line) => line.amount !== 0n),
    ...(bill.taxMinor === 0n
      ? []
      : [{ ...common, account: accounts.tax, amount: -bill.taxMinor, entityAmount: -invoice.entityTaxMinor }]),
  ];
}

function advances<T extends { currency: string }>(
  bill: PayerBill,
  entity: { advancesAreAsset: boolean },
  common: T,
  accounts: Accounts,
) {
  return bill.lines.flatMap((billed) => {
    const advance = advanceOf(billed, entity);
    if (advance === null) return [];
    const { asked, borne } = advance;
    const about = { ...common, matterId: billed.line.matterId, cardId: billed.line.cardId };
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
