import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { listOutbox } from '../../modules/dispatch/contract.ts';
import { useAsk } from '../api/use.ts';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { momentText } from '../parts/day.tsx';
import { Answer, Empty, Exports, Page } from '../parts/page.tsx';
import { FailedLetters } from './failed-letters.tsx';

type Row = OutputOf<typeof listOutbox>['rows'][number];
const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'at',
    label: 'Left',
    width: 150,
    text: (r) => momentText(r.recordedAt),
    href: (r) => `/outbox/${r.id}`,
    phone: true,
  },
  { key: 'subject', label: 'Subject', width: 240, grow: 1, text: (r) => r.subject, phone: true },
  { key: 'to', label: 'To', width: 220, grow: 1, text: (r) => r.recipients.join(', ') },
  { key: 'size', label: 'kB', width: 80, number: (r) => Math.ceil(r.size / 1024) },
  { key: 'id', label: 'Message id', width: 240, text: (r) => r.messageId, hidden: true },
];

export function Outbox() {
  const outbox = useAsk(listOutbox, {});
  return (
    <Page title="Outbox" aside={<Exports of={listOutbox} />}>
      <FailedLetters />
      <Answer of={outbox}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty
              what="Nothing was sent yet."
              how="Messages come here as they left, with their attachments, when invoices are sent."
              action={<Link to="/invoices?unsent=true">Invoices not sent</Link>}
            />
          ) : (
            <Ledger name="outbox" rows={data.rows} columns={COLUMNS} idOf={(r) => r.id} />
          )
        }
      </Answer>
    </Page>
  );
}
