/** The default chart of a law firm, by purpose. Memorandum accounts stand outside the balance sheet. */
export const ACCOUNTS = {
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
  kind: 'asset' | 'liability' | 'income' | 'memorandum';
}[] = [
  { code: ACCOUNTS.receivable, name: 'Accounts receivable', kind: 'asset' },
  { code: ACCOUNTS.receivableMemo, name: 'Accounts receivable (memorandum)', kind: 'memorandum' },
  { code: ACCOUNTS.wip, name: 'Work in progress (memorandum)', kind: 'memorandum' },
  { code: ACCOUNTS.tax, name: 'Tax payable', kind: 'liability' },
  { code: ACCOUNTS.fees, name: 'Fees', kind: 'income' },
  { code: ACCOUNTS.disbursements, name: 'Disbursements recovered', kind: 'income' },
  { code: ACCOUNTS.charges, name: 'Charges', kind: 'income' },
  { code: ACCOUNTS.receivableMemoContra, name: 'Receivable contra (memorandum)', kind: 'memorandum' },
  { code: ACCOUNTS.wipContra, name: 'WIP contra (memorandum)', kind: 'memorandum' },
];
