import { Button } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { explainRate, listRates, RATE_LEVELS, setRate } from '../../modules/terms/contract.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { DayInput } from '../parts/day.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { orNull } from '../parts/lines.ts';
import { MatterLookUp, TimekeeperLookUp } from '../parts/look-up.tsx';
import { rateFrom, rateReading } from '../parts/money.tsx';
import { Answer, Empty, Exports, Page, Section } from '../parts/page.tsx';
import { RateChanges } from './changes.tsx';
import { RateExplanation } from './rate-explanation.tsx';

type Row = OutputOf<typeof listRates>['rows'][number];
const COLUMNS: readonly Column<Row>[] = [
  { key: 'whose', label: 'Whose', width: 200, grow: 1, text: (r) => r.whose, phone: true },
  { key: 'scope', label: 'Which', width: 230, grow: 1, text: (r) => r.scope, phone: true },
  { key: 'currency', label: 'Currency', width: 90, text: (r) => r.currency, phone: true },
  { key: 'rate', label: 'An hour', width: 110, text: (r) => rateReading(r.ratePerHour, r.currency), phone: true },
  { key: 'from', label: 'From', width: 110, text: (r) => r.from, phone: true },
  { key: 'to', label: 'To', width: 110, text: (r) => r.to ?? '' },
  { key: 'source', label: 'Source', width: 200, grow: 1, text: (r) => r.source },
];

export function Rates() {
  const may = useMay();
  const [setting, setSetting] = useState(false);
  const rates = useAsk(listRates, {});
  return (
    <Page
      title="Rates"
      aside={
        <>
          <Exports of={listRates} />
          {may('set up matters') ? <Button onClick={() => setSetting(true)}>Set a rate</Button> : null}
        </>
      }
    >
      <Explain />
      <RateChanges />
      <Section title="Dated rates">
        <Answer of={rates}>
          {(data) =>
            data.rows.length === 0 ? (
              <Empty what="No rate is set." how="A standard rate per timekeeper or title is enough to begin with." />
            ) : (
              <Ledger name="rates" rows={data.rows} columns={COLUMNS} idOf={(r) => r.rateId} />
            )
          }
        </Answer>
      </Section>
      {setting ? <SetRate onClose={() => setSetting(false)} /> : null}
    </Page>
  );
}

function Explain() {
  const { today } = useMe();
  const [timekeeperId, setTimekeeper] = useState<string | null>(null);
  const [matterId, setMatter] = useState<string | null>(null);
  const [on, setOn] = useState<string>(today);
  const asked = timekeeperId !== null && matterId !== null && on !== '';
  const answer = useAsk(
    explainRate,
    { timekeeperId: timekeeperId ?? '', matterId: matterId ?? '', on },
    { enabled: asked },
  );
  return (
    <Section title="Which rate applies, and why">
      <div className="filters">
        <TimekeeperLookUp w={220} value={timekeeperId} onPick={setTimekeeper} />
        <MatterLookUp w={280} value={matterId} onPick={setMatter} />
        <DayInput label="On" w={130} today={today} value={on} onDay={setOn} />
      </div>
      {asked ? (
        <Answer of={answer} rows={3}>
          {(data) => <RateExplanation of={data} />}
        </Answer>
      ) : null}
    </Section>
  );
}

function SetRate({ onClose }: { onClose: () => void }) {
  const { today, firm } = useMe();
  const save = useDo(setRate);
  const needs =
    (...levels: string[]) =>
    (v: Readonly<Record<string, string>>) =>
      levels.includes(v['level'] ?? '');
  return (
    <FormDialog
      title="Set a rate"
      action="Set"
      onClose={onClose}
      initial={{ level: 'standard', currency: 'USD', from: today }}
      fields={[
        {
          name: 'level',
          label: 'Level',
          kind: 'choice',
          needed: true,
          options: RATE_LEVELS.map((l) => ({ value: l, label: l })),
          help: 'The narrowest level that fits wins.',
        },
        { name: 'timekeeperId', label: 'Timekeeper', kind: 'timekeeper' },
        { name: 'title', label: 'or title', help: 'Such as Partner.' },
        {
          name: 'officeId',
          label: 'Office',
          kind: 'choice',
          options: firm.offices.map((o) => ({ value: o.id, label: o.name })),
        },
        { name: 'clientId', label: 'Client', kind: 'client', when: needs('client', 'exception') },
        { name: 'matterId', label: 'Matter', kind: 'matter', when: needs('matter', 'exception') },
        { name: 'currency', label: 'Currency', needed: true },
        { name: 'rate', label: 'An hour', help: 'Such as 450.00.', needed: true },
        { name: 'from', label: 'From', kind: 'day', needed: true },
        { name: 'source', label: 'Source', help: 'The letter or list it comes from.', needed: true },
      ]}
      onSubmit={async (v) => {
        const currency = (v['currency'] ?? '').toUpperCase();
        await save.mutateAsync({
          input: {
            level: v['level'] as 'standard',
            timekeeperId: orNull(v['timekeeperId']),
            title: orNull(v['title']),
            officeId: orNull(v['officeId']),
            clientId: orNull(v['clientId']),
            matterId: orNull(v['matterId']),
            currency,
            ratePerHour: rateFrom(v['rate'] ?? '', currency) ?? '',
            from: v['from'] ?? '',
            source: v['source'] ?? '',
          },
        });
        onClose();
      }}
    />
  );
}
