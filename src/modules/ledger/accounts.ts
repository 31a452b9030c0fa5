/** The default chart of a law firm, by purpose. Memorandum accounts stand outside the balance sheet. */
export const ACCOUNTS = {
  bank: '1000',
  withheldTax: '1250',
  unapplied: '2300',
  clearing: '2900',
  opening: '3900',
  discounts: '4900',
  bankCharges: '7100',
  smallDifferences: '7150',
  badDebts: '7200',
  exchange: '7900',
  receivable: '1100',
  receivableMemo: '1190',
  wip: '1300',
  receivableMemoContra: '9190',
  wipContra: '9300',
  tax: '2200',
  fees: '4000',
  disbursements: '4100',
  charges: '4200',
} as const;

export const CHART: readonly {
  code: string;
  name: string;
  kind: 'asset' | 'liability' | 'equity' | 'income' | 'expense' | 'memorandum';
}[] = [
  { code: ACCOUNTS.bank, name: 'Bank', kind: 'asset' },
  { code: ACCOUNTS.receivable, name: 'Accounts receivable', kind: 'asset' },
  { code: ACCOUNTS.receivableMemo, name: 'Accounts receivable (memorandum)', kind: 'memorandum' },
  { code: ACCOUNTS.wip, name: 'Work in progress (memorandum)', kind: 'memorandum' },
  { code: ACCOUNTS.withheldTax, name: 'Tax withheld by clients', kind: 'asset' },
  { code: ACCOUNTS.tax, name: 'Tax payable', kind: 'liability' },
  { code: ACCOUNTS.unapplied, name: 'Unapplied receipts', kind: 'liability' },
  { code: ACCOUNTS.clearing, name: 'Exchange clearing', kind: 'liability' },
  { code: ACCOUNTS.opening, name: 'Opening balances', kind: 'equity' },
  { code: ACCOUNTS.fees, name: 'Fees', kind: 'income' },
  { code: ACCOUNTS.disbursements, name: 'Disbursements recovered', kind: 'income' },
  { code: ACCOUNTS.charges, name: 'Charges', kind: 'income' },
  { code: ACCOUNTS.discounts, name: 'Discounts allowed', kind: 'expense' },
  { code: ACCOUNTS.bankCharges, name: 'Bank charges', kind: 'expense' },
  { code: ACCOUNTS.smallDifferences, name: 'Small payment differences', kind: 'expense' },
  { code: ACCOUNTS.badDebts, name: 'Bad debts written off', kind: 'expense' },
  { code: ACCOUNTS.exchange, name: 'Realised exchange differences', kind: 'expense' },
  { code: ACCOUNTS.receivableMemoContra, name: 'Receivable contra (memorandum)', kind: 'memorandum' },
  { code: ACCOUNTS.wipContra, name: 'WIP contra (memorandum)', kind: 'memorandum' },
];
