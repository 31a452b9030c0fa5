import { deal } from '../../kernel/share.ts';
import { divide } from '../../kernel/rounding.ts';
import type { Accounts } from './accounts.ts';
import { carriedPart } from './postings.ts';
import type { OnAccount } from './spread.ts';

/** What a bill has left to be settled: before tax, and with it. */
interface Billed {
  readonly netMinor: bigint;
  readonly grossMinor: bigint;
}

/**
 * What a bill takes up of what is on account: what was asked for, or all, at most what is there and the bill's net. The
 * tax that was charged goes with it, pro rata and rounded half-up, all of it with the last part. Where a part covers the
 * bill's net, a cent of rounding between both taxes is not left owing; and never is more taken up than the bill owes: then
 * net and tax are dealt over what it owes.
 */
export function takenUp(held: OnAccount, bill: Billed, askedMinor: bigint | null): OnAccount {
  const net = least(askedMinor ?? held.netMinor, held.netMinor, bill.netMinor);
  const whole = net === held.netMinor;
  const carried = whole ? held.taxMinor : divide(held.taxMinor * net, held.netMinor, 'half-up');
  const owed = bill.grossMinor - bill.netMinor;
  const near = carried - owed <= 1n && owed - carried <= 1n;
  const tax = net === bill.netMinor && near && !whole && owed <= held.taxMinor ? owed : carried;
  const [netMinor, taxMinor] = net + tax <= bill.grossMinor ? [net, tax] : dealt(held, bill.grossMinor);
  return {
    netMinor,
    taxMinor,
    entityNetMinor: carriedPart(netMinor, held.netMinor, held.entityNetMinor),
    entityTaxMinor: taxMinor === 0n ? 0n : carriedPart(taxMinor, held.taxMinor, held.entityTaxMinor),
  };
}

/** No tax is left behind without its net: nothing could take it up later. */
function dealt(held: OnAccount, grossMinor: bigint): [bigint, bigint] {
  const [net = 0n, tax = 0n] = deal(grossMinor, [held.netMinor, held.taxMinor]);
  return net === held.netMinor && tax < held.taxMinor ? [net - 1n, tax + 1n] : [net, tax];
}

function least(...of: readonly bigint[]): bigint {
  return of.reduce((a, b) => (a < b ? a : b));
}

/** What a journal of an invoice on account does to its liability and the tax that goes with it; null where it does nothing. */
export function onAccountIn(
  accounts: Pick<Accounts, 'onAccount' | 'tax'>,
  lines: readonly { account: string; amount: bigint; entityAmount: bigint | null }[],
): OnAccount | null {
  if (!lines.some((l) => l.account === accounts.onAccount)) return null;
  const of = (account: string) => lines.filter((l) => l.account === account);
  const total = (account: string): bigint => -of(account).reduce((sum, l) => sum + l.amount, 0n);
  const entity = (account: string): bigint => -of(account).reduce((sum, l) => sum + (l.entityAmount ?? 0n), 0n);
  return {
    netMinor: total(accounts.onAccount),
    taxMinor: total(accounts.tax),
    entityNetMinor: entity(accounts.onAccount),
    entityTaxMinor: entity(accounts.tax),
  };
}
