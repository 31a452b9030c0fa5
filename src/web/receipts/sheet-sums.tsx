import { amountText, type MoneyWire, wire } from '../../kernel/money.ts';
import { Amount } from '../parts/money.tsx';
import { Figure } from '../parts/page.tsx';
import type { Sheet } from './use-sheet.ts';

interface SheetSumsProps {
  readonly sheet: Sheet;
  readonly amount: MoneyWire;
  /** what the rehearsal says stays unapplied; it knows the day's rate */
  readonly unapplied: MoneyWire | null;
  /** what is left is kept as a small difference */
  readonly kept: boolean;
}

/** What came in, what is put on invoices, what is left, and in words what that means. */
export function SheetSums({ sheet, amount, unapplied, kept }: SheetSumsProps) {
  const left = sheet.left ?? (unapplied === null ? null : BigInt(unapplied.minor));
  const used = sheet.left === null ? (left === null ? null : BigInt(amount.minor) - left) : sheet.used;
  return (
    <>
      <div className="strip" style={{ marginTop: 14 }}>
        <Figure label="Came in">
          <Amount of={amount} />
        </Figure>
        <Figure label="Put on invoices">
          {used === null ? '…' : <Amount of={wire(used, amount.currency)} bare />}
        </Figure>
        <Figure label="Left to apply" lead>
          <span data-testid="left">{left === null ? '…' : <Amount of={wire(left, amount.currency)} bare />}</span>
        </Figure>
        {sheet.settledMinor > 0n ? (
          <Figure label="Settled by reasons">
            <Amount of={wire(sheet.settledMinor, sheet.currency)} />
          </Figure>
        ) : null}
      </div>
      <p role="status" style={{ margin: '0 0 10px' }} className={left !== null && left < 0n ? 'sev sev-block' : ''}>
        {leftInWords(left, amount, kept)}
      </p>
    </>
  );
}

function leftInWords(left: bigint | null, amount: MoneyWire, kept: boolean): string {
  if (BigInt(amount.minor) === 0n) return 'Write the amount; what it may be for is then proposed.';
  if (left === null) return 'What the invoices take is reckoned at the day’s rate.';
  const said = (minor: bigint): string => `${amountText(minor, amount.currency)} ${amount.currency}`;
  if (left === 0n) return 'All of it is put on invoices.';
  if (left < 0n) return `${said(-left)} more is put on invoices than came in. Lower an amount.`;
  if (kept) return `${said(left)} is more than the invoices take: it is kept as a small difference.`;
  if (left === BigInt(amount.minor)) return `Nothing is put on an invoice: ${said(left)} stays unapplied.`;
  return `${said(left)} is more than the invoices take: it stays unapplied, to be put on others or refunded.`;
}
