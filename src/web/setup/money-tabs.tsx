import { useState } from 'react';
import { addExchangeRate, listCodes, listExchangeRates } from '../../modules/firm/contract.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Answer, Exports, Section } from '../parts/page.tsx';
import { AddButton } from './add-button.tsx';
import { PlainTable } from './plain-table.tsx';

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
          aside={
            <>
              <Exports of={listExchangeRates} />
              {may ? <AddButton name="Add a rate" onClick={() => setAdding(true)} /> : null}
            </>
          }
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
