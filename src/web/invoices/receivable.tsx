import { Link, useParams } from 'react-router';
import { showReceivable } from '../../modules/receivables/contract/receivables.ts';
import { useAsk } from '../api/use.ts';
import { Amount } from '../parts/money.tsx';
import { Answer, Facts, Figure, Page, Section } from '../parts/page.tsx';
import { EarlierInvoice } from './earlier.tsx';
import { Owed } from './owed.tsx';

/** What is owed on one invoice, also on one of the earlier books, which has no page of its own. */
export function ReceivablePage() {
  const id = useParams()['id'] ?? '';
  const owed = useAsk(showReceivable, { id });
  return (
    <Page title={owed.data ? `Owed on ${owed.data.number}` : 'Owed'} crumb={<Link to="/receivables">Owed</Link>}>
      <Answer of={owed}>
        {(data) => (
          <>
            <div className="strip">
              <Figure label="Amount">
                <Amount of={data.amount} />
              </Figure>
              <Figure label="Open" lead>
                <Amount of={data.open} bare />
              </Figure>
            </div>
            <div className="two">
              {data.invoiceId === null ? <EarlierInvoice owed={data} /> : <Owed id={id} />}
              <Section title="Particulars">
                <Facts
                  of={[
                    ['Payer', data.payer],
                    [
                      'Client',
                      <Link key="c" to={`/clients/${data.clientId}`}>
                        {data.client}
                      </Link>,
                    ],
                    ['Date', data.invoiceDate],
                    ['Due', data.dueDate],
                    [
                      'Invoice',
                      data.invoiceId ? (
                        <Link key="i" to={`/invoices/${data.invoiceId}`}>
                          {data.number}
                        </Link>
                      ) : (
                        `${data.number}, of the earlier books`
                      ),
                    ],
                  ]}
                />
              </Section>
            </div>
          </>
        )}
      </Answer>
    </Page>
  );
}
