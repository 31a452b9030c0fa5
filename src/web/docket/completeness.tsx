import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { FINDINGS, makeMissing, showCompleteness } from '../../modules/docket/contract/completeness.ts';
import { useAsk } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { DayInput } from '../parts/day.tsx';
import { given, useFilters } from '../parts/filters.ts';
import { ClientLookUp } from '../parts/look-up.tsx';
import { Amounts } from '../parts/money.tsx';
import { Answer, Empty, Exports, Figure, Page } from '../parts/page.tsx';
import { Severity } from '../parts/state.tsx';

type Finding = OutputOf<typeof showCompleteness>['findings'][number];
type Kind = Finding['kind'];

const KINDS: Readonly<Record<Kind, { readonly word: string; readonly severity: 'block' | 'fix' | 'warn' }>> = {
  'fee-missing': { word: 'Fee not billed', severity: 'fix' },
  'official-fee-missing': { word: 'Official fee not recorded', severity: 'fix' },
  'fee-twice': { word: 'Fee twice', severity: 'block' },
  'fee-without-event': { word: 'Fee without event', severity: 'warn' },
  'paid-not-billed': { word: 'Paid, not billed', severity: 'fix' },
  'no-work-recorded': { word: 'No work recorded', severity: 'warn' },
};

const COLUMNS: readonly Column<Finding>[] = [
  { key: 'day', label: 'Day', width: 104, text: (r) => r.day },
  {
    key: 'kind',
    label: 'What',
    width: 190,
    text: (r) => KINDS[r.kind].word,
    show: (r) => <Severity of={KINDS[r.kind].severity} word={KINDS[r.kind].word} />,
    phone: true,
  },
  { key: 'matter', label: 'Matter', width: 96, text: (r) => r.matter, phone: true },
  { key: 'client', label: 'Client', width: 150, text: (r) => r.client },
  {
    key: 'finding',
    label: 'Finding',
    width: 320,
    grow: 2,
    wrap: true,
    text: (r) => r.what,
    show: (r) => (
      <>
        {r.what}
        {r.problem === '' ? null : <div className="small quiet">{r.problem}</div>}
      </>
    ),
    href: (r) =>
      r.eventId
        ? `/docket?tab=events&event=${r.eventId}`
        : r.cards[0]
          ? `/cards/${r.cards[0]}`
          : `/matters/${r.matterId}`,
  },
  { key: 'amount', label: 'Amount', width: 130, money: (r) => r.amount, sum: true, phone: true },
];

/** Docket to bill and back, with money: what happened and was not billed, what was billed and did not happen. */
export function Completeness() {
  const { today } = useMe();
  const may = useMay()('keep docket');
  const filters = useFilters();
  const asked = given({ from: filters.of('from'), through: filters.of('through'), clientId: filters.of('clientId') });
  const answer = useAsk(showCompleteness, asked, { keep: true });
  const [chosen, setChosen] = useState<readonly Finding[]>([]);
  const [making, setMaking] = useState(false);
  const kind = filters.of('kind');
  const gaps = chosen.filter((f) => f.eventId !== null && f.lineId !== null && f.kind.endsWith('missing'));
  return (
    <Page title="Completeness" aside={<Exports of={showCompleteness} input={asked} />}>
      <div className="filters">
        <DayInput
          label="From"
          w={130}
          today={today}
          value={filters.of('from') || (answer.data?.from ?? '')}
          onDay={(day) => filters.set('from', day)}
        />
        <DayInput
          label="Through"
          w={130}
          today={today}
          value={filters.of('through') || today}
          onDay={(day) => filters.set('through', day === today ? '' : day)}
        />
        <ClientLookUp w={220} value={filters.of('clientId') || null} onPick={(id) => filters.set('clientId', id)} />
        <Select
          label="What"
          w={210}
          clearable
          placeholder="All"
          data={FINDINGS.map((value) => ({ value, label: KINDS[value].word }))}
          value={kind || null}
          onChange={(value) => filters.set('kind', value)}
        />
      </div>
      <Answer of={answer}>
        {(data) => {
          const rows = data.findings.filter((f) => kind === '' || f.kind === kind);
          return (
            <>
              <p>
                <strong>{data.sentence}</strong>{' '}
                <span className="quiet">
                  {counted(data.events, 'completed event')} on {counted(data.matters, 'matter')} from {data.from}{' '}
                  through {data.through}.
                </span>
              </p>
              {data.totals.length === 0 ? null : (
                <div className="strip">
                  {data.totals.map((total) => (
                    <Figure key={total.kind} label={`${KINDS[total.kind].word}: ${total.findings}`}>
                      <Amounts of={total.amounts} none="no amount" stacked />
                    </Figure>
                  ))}
                </div>
              )}
              {rows.length === 0 ? (
                <Empty
                  what="Nothing is missing."
                  how="Completed events are held against fees and work, and fees against events, by the billing rules of the docket."
                />
              ) : (
                <Ledger
                  name="completeness"
                  rows={rows}
                  columns={COLUMNS}
                  idOf={(r) => r.key}
                  tools={
                    may ? (
                      <Button size="compact-sm" disabled={gaps.length === 0} onClick={() => setMaking(true)}>
                        Make {gaps.length > 0 ? counted(gaps.length, 'missing fee') : 'the fees that are chosen'}
                      </Button>
                    ) : null
                  }
                  {...(may ? { onSelect: setChosen } : {})}
                />
              )}
            </>
          );
        }}
      </Answer>
      {making ? (
        <ActDialog
          title={`Make ${counted(gaps.length, 'missing fee')}`}
          action="Make"
          endpoint={makeMissing}
          input={{ gaps: gaps.map((f) => ({ eventId: f.eventId ?? '', lineId: f.lineId ?? '' })) }}
          renderEffect={(told) => (
            <>
              {counted(told.made, 'fee')} would be made, <Amounts of={told.amounts} none="no money" />.
              {told.problems.map((problem) => (
                <div key={problem.eventId}>
                  <Severity of="fix" word="Not" /> {problem.sentence}
                </div>
              ))}
            </>
          )}
          onDone={() => undefined}
          onClose={() => setMaking(false)}
        >
          <p>
            Each becomes a card by its billing rule, on the day of its event, and can be taken back under Docket, Done.
          </p>
        </ActDialog>
      ) : null}
    </Page>
  );
}
