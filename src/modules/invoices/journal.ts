import type { PayerBill } from '../proformas/index.ts';

interface Accounts {
  readonly receivable: string;
  readonly receivableMemo: string;
  readonly receivableMemoContra: string;
  readonly tax: string;
  readonly fees: string;
  readonly disbursements: string;
  readonly charges: string;
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
 * Modified cash: the receivable as memorandum only; revenue comes with the cash.
 */
export function invoiceLines(invoice: InvoiceToPost, basis: 'accrual' | 'modified-cash', accounts: Accounts) {
  const { bill, currency, clientId, matterId, officeId, payerId, invoiceId } = invoice;
  const common = { currency, clientId, matterId, officeId, payerId, invoiceId };
  const receivable = { ...common, amount: bill.totalMinor, entityAmount: invoice.entityTotalMinor };
  if (basis === 'modified-cash') {
    return [
      { ...receivable, account: accounts.receivableMemo },
      {
        ...receivable,
        account: accounts.receivableMemoContra,
        amount: -bill.totalMinor,
        entityAmount: -invoice.entityTotalMinor,
      },
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
