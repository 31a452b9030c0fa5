import { Button, Checkbox, Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { listRuns, startRun } from '../../modules/proformas/contract/runs.ts';
import type { AskOf } from '../api/client.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { DayInput, momentText } from '../parts/day.tsx';
import { ClientLookUp, MatterLookUp, TimekeeperLookUp } from '../parts/look-up.tsx';
import { moneyFrom, textOf } from '../parts/money.tsx';
import { Answer, Empty, Exports, Page, Refusal, Section } from '../parts/page.tsx';
import { Outcomes } from './outcomes.tsx';

type Row = OutputOf<typeof listRuns>['rows'][number];
const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'at',
    label: 'Started',
    width: 160,
    text: (r) => momentText(r.recordedAt),
    href: (r) => `/runs/${r.id}`,
    phone: true,
  },
  { key: 'through', label: 'Through', width: 110, text: (r) => r.throughDay, phone: true },
  { key: 'who', label: 'By', width: 180, grow: 1, text: (r) => r.who },
  { key: 'generated', label: 'Generated', width: 110, number: (r) => r.generated, phone: true },
  { key: 'existing', label: 'Already there', width: 120, number: (r) => r.existing },
  { key: 'skipped', label: 'Skipped', width: 110, number: (r) => r.skipped },
];

export function Runs() {
  const may = useMay();
  const runs = useAsk(listRuns, {});
  return (
    <Page title="Runs" aside={<Exports of={listRuns} />}>
      {may('run proformas') ? <Builder /> : null}
      <Section title="Runs so far">
        <Answer of={runs}>
          {(data) =>
            data.rows.length === 0 ? (
              <Empty
                what="No run yet."
                how="Rehearse one above: it says for each matter whether it gets a proforma, and why."
              />
            ) : (
              <Ledger name="runs" rows={data.rows} columns={COLUMNS} idOf={(r) => r.id} />
            )
          }
        </Answer>
      </Section>
    </Page>
  );
}

const KINDS = [
  { value: 'time', label: 'Fees' },
  { value: 'disbursement', label: 'Disbursements' },
  { value: 'charge', label: 'Charges' },
];

/** What is considered; then a rehearsal of every matter's outcome, then the run itself. */
function Builder() {
  const { today, firm } = useMe();
  const currencies = [...new Set(firm.entities.map((e) => e.currency))];
  const [currency, setCurrency] = useState(currencies[0] ?? 'USD');
  const navigate = useNavigate();
  const [throughDay, setThrough] = useState<string>(today);
  const [clientId, setClient] = useState<string | null>(null);
  const [matterId, setMatter] = useState<string | null>(null);
  const [billingTimekeeperId, setTimekeeper] = useState<string | null>(null);
  const [threshold, setThreshold] = useState('');
  const [asked, setAsked] = useState(false);
  const [kinds, setKinds] = useState(['time', 'disbursement', 'charge']);
  const rehearse = useDo(startRun);
  const start = useDo(startRun);
  const least = moneyFrom(threshold, currency);
  const unreadable = threshold.trim() !== '' && (least === null || least.minor.startsWith('-'));
  const input: AskOf<typeof startRun> = {
    throughDay,
    kinds: kinds as ('time' | 'disbursement' | 'charge')[],
    ...(clientId ? { clientId } : {}),
    ...(matterId ? { matterId } : {}),
    ...(billingTimekeeperId ? { billingTimekeeperId } : {}),
    ...(least ? { thresholds: [least] } : {}),
    ...(asked ? { asked } : {}),
  };
  const rehearsed =
    rehearse.data && JSON.stringify(rehearse.variables?.input) === JSON.stringify(input) ? rehearse.data : null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (unreadable) return;
        rehearse.mutate({ input, options: { dryRun: true } });
      }}
    >
      <Refusal error={rehearse.error ?? start.error} />
      <div className="filters">
        <DayInput label="Work through" w={130} today={today} value={throughDay} onDay={setThrough} />
        <ClientLookUp w={200} value={clientId} onPick={setClient} placeholder="All clients" />
        <MatterLookUp w={220} value={matterId} onPick={setMatter} placeholder="All matters" />
        <TimekeeperLookUp
          label="Billing timekeeper"
          w={200}
          value={billingTimekeeperId}
          onPick={setTimekeeper}
          placeholder="All"
        />
        <TextInput
          label="At least, a matter"
          error={unreadable ? `“${threshold}” is no amount in ${currency}. Write 1500.00, or leave it empty.` : null}
          w={160}
          inputMode="decimal"
          placeholder={textOf({ minor: '0', currency })}
          value={threshold}
          onChange={(e) => setThreshold(e.currentTarget.value)}
        />
        {currencies.length > 1 ? (
          <Select
            aria-label="Currency of the least amount"
            w={90}
            allowDeselect={false}
            data={currencies}
            value={currency}
            onChange={(chosen) => setCurrency(chosen ?? currency)}
          />
        ) : null}
        <Checkbox.Group value={kinds} onChange={setKinds} aria-label="Kinds">
          <Group gap={12} mb={7}>
            {KINDS.map((kind) => (
              <Checkbox key={kind.value} value={kind.value} label={kind.label} />
            ))}
          </Group>
        </Checkbox.Group>
        <Checkbox
          label="Only asked for on ageing lists"
          mb={8}
          checked={asked}
          onChange={(e) => setAsked(e.currentTarget.checked)}
        />
        <Button type="submit" variant={rehearsed ? 'default' : 'filled'} loading={rehearse.isPending}>
          Rehearse
        </Button>
        <Button
          disabled={!rehearsed || rehearsed.generated === 0}
          loading={start.isPending}
          onClick={() => start.mutate({ input }, { onSuccess: ({ id }) => void navigate(`/runs/${id}`) })}
        >
          {rehearsed ? `Generate ${counted(rehearsed.generated, 'proforma')}` : 'Generate'}
        </Button>
      </div>
      {rehearsed ? (
        <Outcomes name="rehearsal" rows={rehearsed.outcomes} />
      ) : (
        <p className="quiet small">
          Rehearse first: nothing is made, and every matter’s outcome is shown with its reason.
        </p>
      )}
    </form>
  );
}
