import { type MoneyWire, wire } from '../../kernel/money.ts';

/** What amounts come to, currency by currency. */
export function totalsOf(amounts: readonly { readonly amountMinor: bigint; readonly currency: string }[]): MoneyWire[] {
  const totals = new Map<string, bigint>();
  for (const { amountMinor, currency } of amounts) totals.set(currency, (totals.get(currency) ?? 0n) + amountMinor);
  return [...totals].map(([currency, minor]) => wire(minor, currency));
}
