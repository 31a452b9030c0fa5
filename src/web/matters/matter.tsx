import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { showMatter } from '../../modules/matters/contract.ts';
import { useAsk } from '../api/use.ts';
import { MatterBudgets } from '../budgets/matter-budgets.tsx';
import { MatterDocket } from '../docket/matter-docket.tsx';
import { TermsInForce } from '../engagements/in-force.tsx';
import { RecordFees } from '../fees/record-fees.tsx';
import { InformationButton } from '../information/make-dialog.tsx';
import { useMay } from '../frame/session.tsx';
import { spanText } from '../parts/day.tsx';
import { BillOnAccountButton, OnAccountFigure } from '../on-account/figure.tsx';
import { Amount, Amounts, percentText } from '../parts/money.tsx';
import { Answer, Facts, Figure, Page, Section } from '../parts/page.tsx';
import { BillingCycle } from '../runs/billing-cycle.tsx';
import { ReviewPolicies } from '../review/review-policies.tsx';
import { Severity, StateBadge } from '../parts/state.tsx';
import { ExpectedEvents } from './expected.tsx';
import { type Matter, MatterForm, PayersForm } from './matter-form.tsx';

export function MatterPage() {
  const id = useParams()['id'] ?? '';
  const matter = useAsk(showMatter, { id });
  return matter.data ? (
    <Inside matter={matter.data} />
  ) : (
    <Page title="Matter">
      <Answer of={matter}>{() => null}</Answer>
    </Page>
  );
}

function Inside({ matter }: { matter: Matter }) {
  const mayDo = useMay();
  const may = mayDo('set up matters');
  const [open, setOpen] = useState<'matter' | 'payers' | 'fees' | null>(null);
  const close = (): void => setOpen(null);
  return (
    <Page
      title={`${matter.number} ${matter.name}`}
      crumb={
        <>
          <Link to="/matters">Matters</Link> · <Link to={`/clients/${matter.clientId}`}>{matter.client.name}</Link>
        </>
      }
      aside={
        <>
          {mayDo('record work') ? (
            <Button variant="default" onClick={() => setOpen('fees')}>
              Record official fees
            </Button>
          ) : null}
          <InformationButton
            of={{ matterId: matter.id }}
            word="Show open work"
            hint="A copy of what isn’t billed yet, for information"
          />
          <BillOnAccountButton matterId={matter.id} />
          {may ? (
            <Button variant="default" onClick={() => setOpen('matter')}>
              Change
            </Button>
          ) : null}
        </>
      }
    >
      <div className="strip">
        <Figure label="WIP" lead>
          <Link to={`/work/cards?matterId=${matter.id}&open=true`}>
            <Amount of={matter.wip} />
          </Link>
        </Figure>
        <Figure label="Receivable">
          <Link to={`/reports/ageing/invoices?matterId=${matter.id}`}>
            <Amounts of={matter.receivable} />
          </Link>
        </Figure>
        <Figure label="Invoices">
          <Link to={`/invoices?matterId=${matter.id}`}>see them</Link>
        </Figure>
        <OnAccountFigure of={{ matterId: matter.id }} />
        <Figure label="Proforma">
          {matter.proforma ? (
            <>
              <Link to={`/proformas/${matter.proforma.id}`}>{matter.proforma.number}</Link>{' '}
              <StateBadge state={matter.proforma.state} />
            </>
          ) : (
            <span className="quiet">none open</span>
          )}
        </Figure>
        <Figure label="Cards">
          <Link to={`/work/cards?matterId=${matter.id}`}>all of them</Link>
          <span className="quiet dot"> · </span>
          <Link to={`/portfolio?matterId=${matter.id}`}>status</Link>
        </Figure>
      </div>
      {matter.missing.length > 0 ? (
        <ul style={{ listStyle: 'none', padding: 0 }} aria-label="Missing for billing">
          {matter.missing.map((m) => (
            <li key={m.what}>
              <Severity of="fix" /> {m.what} <span className="quiet">{m.mend}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="two">
        <CaseFacts matter={matter} />
        <Section
          title="Payers and shares"
          aside={
            may ? (
              <Button size="compact-xs" variant="default" onClick={() => setOpen('payers')}>
                Change
              </Button>
            ) : null
          }
        >
          <table className="ruled">
            <tbody>
              {matter.payers.map((p) => (
                <tr key={p.payerId + p.from}>
                  <td>{p.name}</td>
                  <td className="quiet">{spanText(p)}</td>
                  <td className="num">{percentText(p.sharePpm)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      </div>
      <TermsInForce matterId={matter.id} />
      <MatterDocket matterId={matter.id} />
      <MatterBudgets matterId={matter.id} clientId={matter.clientId} />
      <ExpectedEvents matterId={matter.id} />
      <BillingCycle clientId={matter.clientId} matterId={matter.id} />
      <ReviewPolicies clientId={matter.clientId} matterId={matter.id} />
      {open === 'matter' ? <MatterForm matter={matter} onClose={close} /> : null}
      {open === 'fees' ? (
        <RecordFees matterId={matter.id} jurisdiction={matter.jurisdiction ?? ''} onClose={close} />
      ) : null}
      {open === 'payers' ? <PayersForm matter={matter} onClose={close} /> : null}
    </Page>
  );
}

function CaseFacts({ matter }: { matter: Matter }) {
  return (
    <Section title="Case">
      <Facts
        of={[
          ['Title', matter.title],
          ['Case', `${matter.caseType} ${matter.jurisdiction ?? ''} ${matter.caseKind}`],
          ['Status', matter.caseStatus],
          ['Application', `${matter.applicationNumber} ${matter.applicationDate ?? ''}`.trim()],
          ['Publication', `${matter.publicationNumber} ${matter.publicationDate ?? ''}`.trim()],
          ['Registration', `${matter.registrationNumber} ${matter.registrationDate ?? ''}`.trim()],
          ['Priority', matter.priority],
          ['Family', matter.family ? `${matter.family.reference} ${matter.family.title}` : ''],
          ['Classes', matter.classes],
          ['Claims', matter.claims === null ? '' : `${matter.claims}, ${matter.independentClaims ?? 0} independent`],
          ['Inventors', matter.inventors],
          ['Applicants', matter.applicants],
          ['Due', matter.dueEvent],
          ['Client reference', matter.clientReference],
          ['Agent reference', matter.agentReference],
          ['Entity and office', `${matter.entity}, ${matter.office}`],
          ['Billing timekeeper', matter.billingTimekeeper],
          ['Responsible', matter.responsibleTimekeeper],
          ['Currency', matter.currency],
          ['Opened', matter.openedOn],
          ['Closed', matter.closedOn ?? ''],
          [
            'Closed to',
            [
              matter.closedToTime ? 'time' : '',
              matter.closedToCosts ? 'costs' : '',
              matter.closedToBilling ? 'billing' : '',
            ]
              .filter(Boolean)
              .join(', '),
          ],
        ]}
      />
    </Section>
  );
}
