import { useState } from 'react';
import {
  addExchangeRate,
  listCodes,
  listExchangeRates,
  listPeriods,
  openPeriods,
  setPeriodState,
} from '../../modules/firm/contract.ts';
import { useAsk, useDo } from '../api/use.ts';
import { yearOf } from '../../kernel/day.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Answer, Section } from '../parts/page.tsx';
import { say } from '../parts/say.ts';
import { StateBadge } from '../parts/state.tsx';
import { AddButton } from './add-button.tsx';
import { PlainTable } from './plain-table.tsx';

export function Periods() {
  const may = useMay()('set up firm');
  const [openId, setOpen] = useState<string | null>(null);
  const save = useDo(setPeriodState);
  const periods = useAsk(listPeriods, {});
  const [opening, setOpening] = useState(false);
  const period = periods.data?.rows.find((row) => row.id === openId);
  return (
    <Answer of={periods}>
      {(data) => (
        <Section title="Periods" aside={may ? <AddButton name="Open a year" onClick={() => setOpening(true)} /> : null}>
          <PlainTable
            heads={['Entity', 'Period', 'From', 'To', 'State']}
            empty="No period."
            rows={data.rows.map((row) => ({
              key: row.id,
              cells: [row.entity, row.name, row.from, row.to, <StateBadge key="s" state={row.state} />],
              onChange: may ? () => setOpen(row.id) : undefined,
            }))}
          />
          {period ? (
            <FormDialog
              title={`${period.name}, ${period.entity}`}
              action="Set"
              size="md"
              onClose={() => setOpen(null)}
              initial={{ state: period.state, reason: '' }}
              fields={[
                {
                  name: 'state',
                  label: 'State',
                  kind: 'choice',
                  needed: true,
                  options: [
                    { value: 'open', label: 'Open' },
                    { value: 'soft-closed', label: 'Soft-closed' },
                    { value: 'closed', label: 'Closed' },
                  ],
                },
                { name: 'reason', label: 'Reason', wide: true, needed: true },
              ]}
              onSubmit={async (v) => {
                await save.mutateAsync({
                  input: { id: period.id, state: v['state'] as 'open', reason: v['reason'] ?? '' },
                });
                setOpen(null);
              }}
            />
          ) : null}
          {opening ? <OpenYear onClose={() => setOpening(false)} /> : null}
        </Section>
      )}
    </Answer>
  );
}

function OpenYear({ onClose }: { onClose: () => void }) {
  const { firm, today } = useMe();
  const open = useDo(openPeriods);
  return (
    <FormDialog
      title="Open a year of periods"
      action="Open"
      size="md"
      onClose={onClose}
      initial={{ entityId: firm.entities[0]?.id ?? '', year: String(yearOf(today) + 1) }}
      fields={[
        {
          name: 'entityId',
          label: 'Entity',
          kind: 'choice',
          needed: true,
          options: firm.entities.map((e) => ({ value: e.id, label: e.name })),
        },
        { name: 'year', label: 'Year', needed: true, help: 'Its twelve months open; those that are there stay.' },
      ]}
      onSubmit={async (v) => {
        const { opened } = await open.mutateAsync({
          input: { entityId: v['entityId'] ?? '', year: Number(v['year']) },
        });
        say(`${opened} periods opened.`);
        onClose();
      }}
    />
  );
}

export function ExchangeRates() {
  const { today } = useMe();
  const may = useMay()('set up firm');
  const [adding, setAdding] = useState(false);
  const save = useDo(addExchangeRate);
  const rates = useAsk(listExchangeRates, {});
  return (
    <Answer of={rates}>
      {(data) => (
        <Section
          title="Exchange rates"
          aside={may ? <AddButton name="Add a rate" onClick={() => setAdding(true)} /> : null}
        >
          <PlainTable
            heads={['Day', 'From', 'To', 'Rate', 'Source']}
            empty="No rate. Without one, an invoice in another currency can’t be billed."
            rows={data.rows.map((r) => ({
              key: `${r.from} ${r.to} ${r.day} ${r.source}`,
              cells: [r.day, r.from, r.to, r.rate, r.source],
            }))}
          />
          {adding ? (
            <FormDialog
              title="Exchange rate"
              action="Add"
              onClose={() => setAdding(false)}
              initial={{ from: '', to: '', day: today, rate: '', source: '' }}
              fields={[
                { name: 'from', label: 'One unit of' },
                { name: 'to', label: 'is units of' },
                { name: 'day', label: 'Day', kind: 'day' },
                { name: 'rate', label: 'Rate' },
                { name: 'source', label: 'Source', wide: true },
              ]}
              onSubmit={async (v) => {
                await save.mutateAsync({
                  input: {
                    from: (v['from'] ?? '').toUpperCase(),
                    to: (v['to'] ?? '').toUpperCase(),
                    day: v['day'] ?? '',
                    rate: v['rate'] ?? '',
                    source: v['source'] ?? '',
                  },
                });
                setAdding(false);
              }}
            />
          ) : null}
        </Section>
      )}
    </Answer>
  );
}

export function Codes() {
  const codes = useAsk(listCodes, {});
  return (
    <Answer of={codes}>
      {(data) => (
        <PlainTable
          heads={['Set', 'Kind', 'Code', 'Title']}
          empty="No code."
          rows={data.rows.map((r) => ({ key: r.set + r.kind + r.code, cells: [r.set, r.kind, r.code, r.title] }))}
        />
      )}
    </Answer>
  );
}
