import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { endDelegation, listDelegations, listReviews } from '../../modules/proformas/contract/review.ts';
import { useAsk, useDo } from '../api/use.ts';
import './review.css';
import { useMay, useMe } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { momentText } from '../parts/day.tsx';
import { useFilters } from '../parts/filters.ts';
import { amountsText, sumsOf } from '../parts/money.tsx';
import { Answer, Empty, Exports, Page, Section } from '../parts/page.tsx';
import { say, sayRefused } from '../parts/say.ts';
import { Severity } from '../parts/state.tsx';
import { AddButton } from '../setup/add-button.tsx';
import { PlainTable } from '../setup/plain-table.tsx';
import { Packs } from './packs.tsx';
import { DelegationForm } from './delegation-form.tsx';

type Row = OutputOf<typeof listReviews>['rows'][number];

const KIND_WORDS = { owner: 'Owner', 'co-owner': 'Co-owner', collaborator: 'Collaborator' } as const;

const waited: Column<Row> = {
  key: 'days',
  label: 'Days',
  width: 84,
  number: (r) => r.days,
  show: (r) =>
    r.urgent ? (
      <span title="Longer than the policy says">
        <Severity of="warn" /> {r.days}
      </span>
    ) : (
      r.days
    ),
};

const MINE: readonly Column<Row>[] = [
  {
    key: 'number',
    label: 'Proforma',
    width: 90,
    text: (r) => r.number,
    href: (r) => `/proformas/${r.id}`,
    phone: true,
  },
  { key: 'client', label: 'Client', width: 150, grow: 1, text: (r) => r.client, phone: true },
  { key: 'matter', label: 'Matter', width: 190, grow: 1.5, text: (r) => r.matter },
  {
    key: 'as',
    label: 'You are',
    width: 170,
    text: (r) => (r.standIn ? `for ${r.reviewer}` : KIND_WORDS[r.kind]),
  },
  waited,
  { key: 'hours', label: 'Hours', width: 80, hours: (r) => r.hours, sum: true },
  { key: 'reduction', label: 'Reduction', width: 110, money: (r) => r.reduction, sum: true },
  { key: 'bill', label: 'To bill', width: 130, money: (r) => r.bill, sum: true, phone: true },
];

const ALL: readonly Column<Row>[] = [
  {
    key: 'number',
    label: 'Proforma',
    width: 90,
    text: (r) => r.number,
    href: (r) => `/proformas/${r.id}`,
    phone: true,
  },
  { key: 'reviewer', label: 'With', width: 150, text: (r) => r.reviewer, phone: true },
  { key: 'kind', label: 'As', width: 110, text: (r) => KIND_WORDS[r.kind] },
  { key: 'since', label: 'Since', width: 158, text: (r) => momentText(r.askedAt) },
  { ...waited, phone: true },
  { key: 'client', label: 'Client', width: 140, grow: 1, text: (r) => r.client },
  { key: 'matter', label: 'Matter', width: 180, grow: 1.5, text: (r) => r.matter },
  { key: 'bill', label: 'To bill', width: 130, money: (r) => r.bill, sum: true },
];

/** What waits for whose review: mine first, then everybody's, then who stands in for whom. */
export function Reviews() {
  return (
    <Page title="Reviews">
      <Mine />
      <Everybody />
      <Delegations />
    </Page>
  );
}

function Mine() {
  const answer = useAsk(listReviews, { mine: 'true' });
  return (
    <Section
      title="Mine to review"
      aside={
        <>
          {answer.data && answer.data.rows.some((r) => !r.standIn) ? (
            <Button
              component="a"
              href="/api/reviews/pack.pdf"
              target="_blank"
              rel="noreferrer"
              size="compact-xs"
              variant="default"
            >
              All as one PDF
            </Button>
          ) : null}
          <Exports of={listReviews} input={{ mine: 'true' }} />
        </>
      }
    >
      <Answer of={answer} rows={4}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty
              what="Nothing waits for your review."
              how="A proforma comes here when it is submitted and your turn has come."
            />
          ) : (
            <Ledger
              name="reviews-mine"
              rows={data.rows}
              columns={MINE}
              idOf={(r) => r.id + r.reviewerId}
              foot={
                <span>
                  {counted(data.rows.length, 'proforma')}, to bill {amountsText(sumsOf(data.rows.map((r) => r.bill)))}
                </span>
              }
            />
          )
        }
      </Answer>
    </Section>
  );
}

function Everybody() {
  const filters = useFilters();
  const overdue = filters.of('overdue') === 'true';
  const input = overdue ? { overdue: 'true' } : {};
  const answer = useAsk(listReviews, input, { keep: true });
  return (
    <Section
      title="With reviewers"
      aside={
        <>
          <Checkbox
            label="Overdue only"
            checked={overdue}
            onChange={(e) => filters.set('overdue', e.currentTarget.checked ? 'true' : '')}
          />
          <Exports of={listReviews} input={input} />
        </>
      }
    >
      <Answer of={answer} rows={4}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty
              what={overdue ? 'Nothing is overdue.' : 'No proforma is with a reviewer.'}
              how={
                overdue ? (
                  <Link to="/setup?tab=waiting">After how many days something counts as overdue is set up.</Link>
                ) : (
                  <Link to="/proformas?state=pre-review">Submit those in pre-review.</Link>
                )
              }
            />
          ) : (
            <>
              <Packs rows={data.rows} />
              <Ledger name="reviews-all" rows={data.rows} columns={ALL} idOf={(r) => r.id + r.reviewerId} />
            </>
          )
        }
      </Answer>
    </Section>
  );
}

function Delegations() {
  const may = useMay()('edit proformas');
  const { person } = useMe();
  const [adding, setAdding] = useState(false);
  const answer = useAsk(listDelegations, {});
  const end = useDo(endDelegation);
  return (
    <Section
      title="Who stands in"
      aside={may ? <AddButton name="Name somebody" onClick={() => setAdding(true)} /> : null}
    >
      <Answer of={answer} rows={2}>
        {(data) => (
          <PlainTable
            heads={['For', 'Stands in', 'Clients', 'From', 'Through', 'Now']}
            empty="Nobody stands in for anybody. Before an absence, name who reviews in your place."
            rows={data.rows.map((r) => ({
              key: r.id,
              cells: [
                r.principalId === person.id ? `${r.principal} (you)` : r.principal,
                r.delegateId === person.id ? `${r.delegate} (you)` : r.delegate,
                r.client || 'all',
                r.from,
                r.to,
                r.now ? 'yes' : 'later',
              ],
              more: r.mayEnd ? (
                <Button
                  size="compact-xs"
                  variant="default"
                  loading={end.isPending && end.variables?.input.id === r.id}
                  onClick={() =>
                    end.mutate(
                      { input: { id: r.id } },
                      { onSuccess: () => say(`${r.delegate} no longer stands in.`), onError: sayRefused },
                    )
                  }
                >
                  End
                </Button>
              ) : undefined,
            }))}
          />
        )}
      </Answer>
      {adding ? <DelegationForm onClose={() => setAdding(false)} /> : null}
    </Section>
  );
}
