import { Button } from '@mantine/core';
import { useState } from 'react';
import {
  addExchangeRate,
  listCodes,
  listExchangeRates,
  listPeriods,
  setPeriodState,
} from '../../modules/firm/contract.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Answer } from '../parts/page.tsx';
import { StateBadge } from '../parts/state.tsx';
import { PlainTable } from './plain-table.tsx';

export function Periods() {
  const may = useMay()('set up firm');
  const [openId, setOpen] = useState<string | null>(null);
  const save = useDo(setPeriodState);
  const periods = useAsk(listPeriods, {});
  const period = periods.data?.rows.find((row) => row.id === openId);
  return (
    <Answer of={periods}>
      {(data) => (
        <>
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
        </>
      )}
    </Answer>
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
        <>
          {may ? (
            <Button variant="default" onClick={() => setAdding(true)}>
              Add a rate
            </Button>
          ) : null}
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
        </>
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
