import { Button, Select } from '@mantine/core';
import type { MoneyWire } from '../../kernel/money.ts';
import { Refusal } from '../parts/page.tsx';
import { KeepRest } from './keep-rest.tsx';
import { SheetSums } from './sheet-sums.tsx';
import { SheetTable } from './sheet-table.tsx';
import type { Sheet } from './use-sheet.ts';
import './receipts.css';

interface SheetPartProps {
  readonly sheet: Sheet;
  readonly amount: MoneyWire;
  readonly unapplied: MoneyWire | null;
  /** the rest that may be kept, and whether it is; null where none may */
  readonly rest: Rest | null;
}

interface Rest {
  readonly left: MoneyWire;
  readonly kept: boolean;
  readonly setKept: (kept: boolean) => void;
}

/** The matching of money with invoices, shared by recording and by applying what is unapplied. */
export function SheetPart({ sheet, amount, unapplied, rest }: SheetPartProps) {
  return (
    <>
      <SheetSums sheet={sheet} amount={amount} unapplied={unapplied} kept={rest?.kept === true} />
      {rest ? <KeepRest left={rest.left} checked={rest.kept} onChange={rest.setKept} /> : null}
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
