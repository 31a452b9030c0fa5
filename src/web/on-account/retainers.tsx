import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { listRetainers } from '../../modules/invoices/contract/on-account.ts';
import { useAsk } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { given, useFilters } from '../parts/filters.ts';
import { ClientLookUp } from '../parts/look-up.tsx';
import { Amount, isZero, textOf } from '../parts/money.tsx';
import { Answer, Empty, Exports, Page } from '../parts/page.tsx';
import { BillOnAccount } from './bill-on-account.tsx';

type Retainer = OutputOf<typeof listRetainers>['rows'][number];

/** Retainers agreed in engagements, with what is left of each and what to bill next; nothing is billed by itself. */
export function Retainers() {
  const filters = useFilters();
  const [billing, setBilling] = useState<Retainer | null>(null);
  const input = given({ clientId: filters.of('clientId'), low: filters.of('low') });
  const answer = useAsk(listRetainers, input, { keep: true });
  return (
    <Page
      title="Retainers"
      crumb={<Link to="/on-account">On account</Link>}
      aside={<Exports of={listRetainers} input={input} />}
    >
      <div className="filters">
        <ClientLookUp w={210} value={filters.of('clientId') || null} onPick={(id) => filters.set('clientId', id)} />
        <Checkbox
          label="Only those to bill"
          mb={7}
          checked={filters.of('low') === 'true'}
          onChange={(e) => filters.set('low', e.currentTarget.checked ? 'true' : '')}
        />
      </div>
      <Answer of={answer}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty
              what="No retainer is here."
              how={
                filters.any
                  ? 'None has all of what is filtered for.'
                  : 'Agree one as a clause of an engagement: its amount, and the floor below which it is filled up again.'
              }
              action={<Link to="/engagements">Engagements</Link>}
            />
          ) : (
            <Table rows={data.rows} onBill={setBilling} />
          )
        }
      </Answer>
      {billing ? (
        <BillOnAccount
          of={{
            matterId: billing.matterId,
            amount: textOf(billing.propose),
            words: `Retainer as agreed in ${billing.engagement}, clause ${billing.clause}`,
            wholeClient: billing.wholeClient,
            clauseLineId: billing.clauseLineId,
            agreed: billing.words,
          }}
          onClose={() => setBilling(null)}
        />
      ) : null}
    </Page>
  );
}

function Table({ rows, onBill }: { rows: readonly Retainer[]; onBill: (row: Retainer) => void }) {
  const may = useMay()('bill');
  return (
    <div className="scroll-x">
      <table className="ruled stacks">
        <thead>
          <tr>
            <th>Client</th>
            <th>Agreed in</th>
            <th>For</th>
            <th className="num">Agreed</th>
            <th className="num">Fill up below</th>
            <th className="num">Left</th>
            <th className="num">To bill</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.clauseLineId}>
              <td>
                <Link to={`/clients/${row.clientId}`}>{row.client}</Link>
              </td>
              <td>
                <Link to={`/engagements/${row.engagementId}`}>{row.engagement}</Link>, clause {row.clause}
              </td>
              <td>
                {row.wholeClient ? 'all matters, billed on ' : ''}
                <Link to={`/matters/${row.matterId}`}>{row.matter}</Link>
              </td>
              <td className="num">
                <Amount of={row.agreed} />
              </td>
              <td className="num">{row.floor ? <Amount of={row.floor} bare /> : <span className="quiet">–</span>}</td>
              <td className="num">
                <Link to={`/on-account?clauseLineId=${row.clauseLineId}&all=true`}>
                  <Amount of={row.left} bare />
                </Link>
              </td>
              <td className="num">
                {isZero(row.propose) ? (
                  <span className="quiet">nothing</span>
                ) : !may ? (
                  <Amount of={row.propose} bare />
                ) : (
                  <Button size="compact-sm" onClick={() => onBill(row)}>
                    Bill {textOf(row.propose)} …
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
