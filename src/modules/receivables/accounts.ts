/** The accounts that receivables post to, by purpose. */
export interface Accounts {
  readonly receivable: string;
  readonly receivableMemo: string;
  readonly receivableMemoContra: string;
  readonly unapplied: string;
  readonly clearing: string;
  readonly tax: string;
  readonly fees: string;
  readonly disbursements: string;
  readonly charges: string;
  readonly onAccount: string;
  readonly withheldTax: string;
  readonly bankCharges: string;
  readonly smallDifferences: string;
  readonly discounts: string;
  readonly badDebts: string;
  readonly exchange: string;
  readonly advancedBilled: string;
  readonly advancedInBilling: string;
  readonly costsNotRecovered: string;
}
