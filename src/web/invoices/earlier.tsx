import { Button } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { showCorrections } from '../../modules/invoices/contract.ts';
import { useAsk } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { isZero } from '../parts/money.tsx';
import { Answer } from '../parts/page.tsx';
import { Corrections } from './corrections.tsx';
import { CreditDialog } from './credit-dialog.tsx';
import { Owed, type Receivable } from './owed.tsx';
import { Failures } from './sendings.tsx';

const KINDS: Readonly<Record<string, string>> = { time: 'Fees', disbursement: 'Disbursements', charge: 'Charges' };

/** What is owed on an invoice of the earlier books, with its credit notes; it has no page of its own as an invoice. */
export function EarlierInvoice({ owed }: { owed: Receivable }) {
  const answer = useAsk(showCorrections, { receivableId: owed.id }, { every: 5_000 });
  return <Answer of={answer}>{(data) => <Inside owed={owed} data={data} />}</Answer>;
}

function Inside({ owed, data }: { owed: Receivable; data: OutputOf<typeof showCorrections> }) {
  const may = useMay();
  const [crediting, setCrediting] = useState(false);
  const lines = data.lines.map((line) => ({
    lineNo: line.lineNo,
    matter: '',
    narrative: KINDS[line.kind] ?? line.kind,
    workDate: owed.invoiceDate,
    timekeeper: '',
    creditable: line.creditable,
  }));
  return (
    <div>
      <Failures of={data.failures} />
      <Owed id={owed.id} corrections={data.corrections} />
      {may('correct invoices') && lines.some((line) => !isZero(line.creditable)) ? (
        <Button variant="default" mt={8} onClick={() => setCrediting(true)}>
          Credit note …
        </Button>
      ) : null}
      <Corrections of={data.corrections} />
      {crediting ? (
        <CreditDialog
          invoice={{ id: owed.id, number: owed.number, currency: owed.amount.currency, hasWip: false, lines }}
          onClose={() => setCrediting(false)}
        />
      ) : null}
    </div>
  );
}
