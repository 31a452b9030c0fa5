import { Button, Select } from '@mantine/core';
import type { MoneyWire } from '../../kernel/money.ts';
import { Refusal } from '../parts/page.tsx';
import { SheetSums } from './sheet-sums.tsx';
import { SheetTable } from './sheet-table.tsx';
import type { Sheet } from './use-sheet.ts';
import './receipts.css';

interface SheetPartProps {
  readonly sheet: Sheet;
  readonly amount: MoneyWire;
  readonly unapplied: MoneyWire | null;
}

/** The matching of money with invoices, shared by recording and by applying what is unapplied. */
export function SheetPart({ sheet, amount, unapplied }: SheetPartProps) {
  return (
    <>
      <SheetSums sheet={sheet} amount={amount} unapplied={unapplied} />
      <div className="filters">
        {sheet.currencies.length > 1 ? (
          <Select
            label="Invoices in"
            w={110}
            allowDeselect={false}
            data={sheet.currencies}
            value={sheet.currency}
            onChange={sheet.setCurrency}
          />
        ) : null}
        {sheet.touched ? (
          <Button variant="default" onClick={sheet.again}>
            Propose again
          </Button>
        ) : null}
      </div>
      <Refusal error={sheet.proposal.error} />
      <SheetTable sheet={sheet} currency={amount.currency} />
    </>
  );
}
