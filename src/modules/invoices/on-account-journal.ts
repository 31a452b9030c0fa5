interface Accounts {
  readonly receivable: string;
  readonly receivableMemo: string;
  readonly receivableMemoContra: string;
  readonly onAccount: string;
  readonly tax: string;
}

/** Amounts of an invoice on account, in its currency and as the books carry them. */
interface Billed {
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly entityNetMinor: bigint;
  readonly entityTaxMinor: bigint;
}

interface About {
  readonly currency: string;
  readonly invoiceId: string;
  readonly payerId: string;
  readonly clientId: string;
  readonly matterId: string;
  readonly officeId: string;
}

/**
 * What an invoice on account posts. Accrual: the receivable against the liability for work not done yet, and tax, whose
 * tax point is the invoice. Modified cash: the receivable as memorandum only; the liability and the tax come with the cash.
 */
export function onAccountLines(basis: 'accrual' | 'modified-cash', accounts: Accounts, billed: Billed, about: About) {
  const line = (account: string, amount: bigint, entityAmount: bigint) => ({ ...about, account, amount, entityAmount });
  const total = billed.netMinor + billed.taxMinor;
  const entityTotal = billed.entityNetMinor + billed.entityTaxMinor;
  if (basis === 'modified-cash')
    return [
      line(accounts.receivableMemo, total, entityTotal),
      line(accounts.receivableMemoContra, -total, -entityTotal),
    ];
  return [
    line(accounts.receivable, total, entityTotal),
    line(accounts.onAccount, -billed.netMinor, -billed.entityNetMinor),
    line(accounts.tax, -billed.taxMinor, -billed.entityTaxMinor),
  ].filter((l) => l.amount !== 0n || l.entityAmount !== 0n);
}
