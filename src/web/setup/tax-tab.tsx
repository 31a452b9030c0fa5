import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { listTaxCodes, saveTaxCode } from '../../modules/firm/contract.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { percentText, ppmFrom } from '../parts/money.tsx';
import { Answer, Exports, Section } from '../parts/page.tsx';
import { AddButton } from './add-button.tsx';
import { PlainTable } from './plain-table.tsx';

const KINDS = [
  { value: 'standard', label: 'Standard' },
  { value: 'reduced', label: 'Reduced' },
  { value: 'zero', label: 'Zero-rated' },
  { value: 'exempt', label: 'Exempt' },
  { value: 'reverse-charge', label: 'Reverse charge' },
  { value: 'out-of-scope', label: 'Out of scope' },
];

export function TaxCodes() {
  const { firm } = useMe();
  const may = useMay()('set up firm');
  const [openId, setOpen] = useState<string | null>(null);
  const codes = useAsk(listTaxCodes, {});
  return (
    <Answer of={codes}>
      {(data) => (
        <Section
          title="Tax codes"
          aside={
            <>
              <Exports of={listTaxCodes} />
              {may ? <AddButton name="Add a tax code" onClick={() => setOpen('new')} /> : null}
            </>
          }
        >
          <PlainTable
            heads={['Code', 'Name', 'Kind', 'Entity', 'Rates', 'Note']}
            empty="No tax code. Payers and tax rules need them before anything is billed."
            rows={data.rows.map((row) => ({
              key: row.id,
              cells: [
                row.code,
                row.name,
                KINDS.find((k) => k.value === row.kind)?.label,
                firm.entities.find((e) => e.id === row.entityId)?.name,
                row.rates.map((r) => (
                  <div key={r.from}>
                    {percentText(r.ratePpm)} from {r.from}
                    {r.to ? ` to ${r.to}` : ''}
                  </div>
                )),
                row.note,
              ],
              onChange: may ? () => setOpen(row.id) : undefined,
            }))}
          />
          {openId ? <TaxForm code={data.rows.find((row) => row.id === openId)} onClose={() => setOpen(null)} /> : null}
        </Section>
      )}
    </Answer>
  );
}

type TaxCode = OutputOf<typeof listTaxCodes>['rows'][number];

function TaxForm({ code, onClose }: { code: TaxCode | undefined; onClose: () => void }) {
  const { firm, today } = useMe();
  const save = useDo(saveTaxCode);
  const stays = code ? { off: true, help: 'Stays: invoices were issued under it.' } : {};
  return (
    <FormDialog
      title={code ? `Change ${code.code}` : 'Add a tax code'}
      action="Save"
      onClose={onClose}
      initial={{
        code: code?.code ?? '',
        kind: code?.kind ?? 'standard',
        entityId: code?.entityId ?? firm.entities[0]?.id ?? '',
        name: code?.name ?? '',
        note: code?.note ?? '',
        rate: '',
        from: today,
      }}
      fields={[
        { name: 'code', label: 'Code', needed: true, ...stays },
        { name: 'name', label: 'Name', needed: true },
        { name: 'kind', label: 'Kind', kind: 'choice', needed: true, options: KINDS, ...stays },
        {
          name: 'entityId',
          label: 'Entity',
          kind: 'choice',
          needed: true,
          options: firm.entities.map((e) => ({ value: e.id, label: e.name })),
          ...stays,
        },
        { name: 'note', label: 'Note on the invoice', wide: true },
        {
          name: 'rate',
          label: code ? 'New rate, percent' : 'Rate, percent',
          needed: !code,
          help: code ? 'Empty: the rate stays. The one before ends on the day.' : 'Such as 20 or 7.7; 0 for no tax.',
        },
        { name: 'from', label: 'From', kind: 'day' },
      ]}
      onSubmit={async (v) => {
        const typed = v['rate'] ?? '';
        const ratePpm = ppmFrom(typed);
        if (ratePpm === null && (typed.trim() !== '' || !code))
          throw new Error('Write the rate in percent, such as 20 or 7.7; 0 where no tax is charged.');
        await save.mutateAsync({
          input: {
            ...(code ? { id: code.id } : {}),
            code: v['code'] ?? '',
            kind: v['kind'] as 'standard',
            entityId: v['entityId'] ?? '',
            name: v['name'] ?? '',
            note: v['note'] ?? '',
            ...(ratePpm === null ? {} : { rate: { ratePpm, from: v['from'] || today } }),
          },
        });
        onClose();
      }}
    />
  );
}
