import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { showClient } from '../../modules/clients/contract.ts';
import { useAsk } from '../api/use.ts';
import { ClientEngagements } from '../engagements/in-force.tsx';
import { InformationButton } from '../information/make-dialog.tsx';
import { useMay } from '../frame/session.tsx';
import { Amounts } from '../parts/money.tsx';
import { OnAccountFigure } from '../on-account/figure.tsx';
import { Answer, Facts, Figure, Page, Section } from '../parts/page.tsx';
import { BillingCycle } from '../runs/billing-cycle.tsx';
import { ReviewPolicies } from '../review/review-policies.tsx';
import { type Client, ClientForm, ContactForm, PayerForm, TOGETHER_WORDS } from './client-forms.tsx';
import { Families } from './families.tsx';

type Open =
  | { form: 'client' }
  | { form: 'payer'; payer: Client['payers'][number] | null }
  | { form: 'contact'; contact: Client['contacts'][number] | null }
  | null;

export function ClientPage() {
  const id = useParams()['id'] ?? '';
  const client = useAsk(showClient, { id });
  return client.data ? (
    <Inside client={client.data} />
  ) : (
    <Page title="Client">
      <Answer of={client}>{() => null}</Answer>
    </Page>
  );
}

function Inside({ client }: { client: Client }) {
  const may = useMay()('set up matters');
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  return (
    <Page
      title={client.name}
      crumb={<Link to="/clients">Clients</Link>}
      aside={
        <>
          <InformationButton
            of={{ clientId: client.id }}
            word="Show open work"
            hint="A copy of what isn’t billed yet, for information"
          />
          {may ? (
            <Button variant="default" onClick={() => setOpen({ form: 'client' })}>
              Change
            </Button>
          ) : null}
        </>
      }
    >
      <div className="strip">
        <Figure label="WIP">
          <Link to={`/work/cards?clientId=${client.id}&open=true`}>
            <Amounts of={client.wip} stacked />
          </Link>
        </Figure>
        <Figure label="Receivable">
          <Link to={`/invoices?clientId=${client.id}`}>
            <Amounts of={client.receivable} stacked />
          </Link>
        </Figure>
        <OnAccountFigure of={{ clientId: client.id }} />
        <Figure label="Places">
          <Link to={`/matters?clientId=${client.id}`}>Matters</Link>
          <span className="quiet dot"> · </span>
          <Link to={`/portfolio?clientId=${client.id}`}>Portfolio</Link>
        </Figure>
      </div>
      <div className="two">
        <div>
          <Payers client={client} may={may} onOpen={setOpen} />
          <Contacts client={client} may={may} onOpen={setOpen} />
        </div>
        <div>
          <Section title="Particulars">
            <Facts
              of={[
                ['Number', client.number],
                ['Group', client.group],
                ['Address', client.address.join(', ')],
                ['Country', client.country],
                ['Language', client.language],
                ['Reference', client.reference],
                [
                  'E-billing',
                  client.ebilling ? `${client.ebilling.format}, client id ${client.ebilling.clientId}` : '',
                ],
                ['Bill together', TOGETHER_WORDS[client.billTogether]],
              ]}
            />
          </Section>
          <ClientEngagements clientId={client.id} />
          <BillingCycle clientId={client.id} />
          <ReviewPolicies clientId={client.id} />
          <Families client={client} may={may} />
        </div>
      </div>
      {open?.form === 'client' ? <ClientForm client={client} onClose={close} /> : null}
      {open?.form === 'payer' ? <PayerForm client={client} payer={open.payer} onClose={close} /> : null}
      {open?.form === 'contact' ? <ContactForm client={client} contact={open.contact} onClose={close} /> : null}
    </Page>
  );
}

interface PartProps {
  readonly client: Client;
  readonly may: boolean;
  readonly onOpen: (open: Open) => void;
}

/** Who is billed, and with what tax. */
function Payers({ client, may, onOpen }: PartProps) {
  return (
    <Section
      title="Payers"
      aside={
        may ? (
          <Button size="compact-xs" variant="default" onClick={() => onOpen({ form: 'payer', payer: null })}>
            Add
          </Button>
        ) : null
      }
    >
      <div className="scroll-x">
        <table className="ruled stacks">
          <thead>
            <tr>
              <th>Name</th>
              <th>Address</th>
              <th>Tax</th>
              <th>E-mail</th>
              <th className="num">Days to pay</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {client.payers.map((payer) => (
              <tr key={payer.id}>
                <td>
                  {payer.name}
                  <div className="small quiet">
                    {[payer.taxId, payer.private ? 'private' : ''].filter(Boolean).join(', ')}
                  </div>
                </td>
                <td className="small">
                  {payer.address.join(', ')}, {payer.country}
                </td>
                <td className="small">
                  {payer.taxes.some((t) => t.to === null) ? null : <div>by the tax rules</div>}
                  {payer.taxes.map((t) => (
                    <div key={t.taxCodeId + t.from}>
                      {t.taxCode}{' '}
                      <span className="quiet">
                        {t.entity}, from {t.from}
                        {t.to ? ` to ${t.to}` : ''}
                      </span>
                    </div>
                  ))}
                </td>
                <td>{payer.email}</td>
                <td className="num" data-label="Days to pay">
                  {payer.termsDays}
                </td>
                <td className="num">
                  {may ? (
                    <Button size="compact-xs" variant="default" onClick={() => onOpen({ form: 'payer', payer })}>
                      Change
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

/** Whom one writes to. */
function Contacts({ client, may, onOpen }: PartProps) {
  return (
    <Section
      title="Contacts"
      aside={
        may ? (
          <Button size="compact-xs" variant="default" onClick={() => onOpen({ form: 'contact', contact: null })}>
            Add
          </Button>
        ) : null
      }
    >
      <table className="ruled">
        <tbody>
          {client.contacts.map((contact) => (
            <tr key={contact.id}>
              <td>{contact.name}</td>
              <td>{contact.email}</td>
              <td className="quiet">{contact.role}</td>
              <td className="num">
                {may ? (
                  <Button size="compact-xs" variant="default" onClick={() => onOpen({ form: 'contact', contact })}>
                    Change
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
