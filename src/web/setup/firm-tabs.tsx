import { useState } from 'react';
import { listTaxCodes, saveEntity, saveTaxCode } from '../../modules/firm/contract.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { YES } from '../parts/form-field.tsx';
import { linesOf } from '../parts/lines.ts';
import { percentText, ppmFrom } from '../parts/money.tsx';
import { Answer, Exports } from '../parts/page.tsx';
import { PlainTable } from './plain-table.tsx';

export function Firm() {
  const { firm } = useMe();
  const may = useMay()('set up firm');
  const [openId, setOpen] = useState<string | null>(null);
  const save = useDo(saveEntity);
  const entity = firm.entities.find((e) => e.id === openId);
  return (
    <>
      <PlainTable
        heads={['Code', 'Entity', 'Country', 'Currency', 'Address', 'Tax number', 'Four eyes']}
        empty="No entity."
        rows={firm.entities.map((e) => ({
          key: e.id,
          cells: [e.code, e.name, e.country, e.currency, e.address.join(', '), e.taxId, e.fourEyes ? 'on' : 'off'],
          onChange: may ? () => setOpen(e.id) : undefined,
        }))}
      />
      <h2 className="section">Offices</h2>
      <PlainTable
        heads={['Code', 'Office', 'Country']}
        empty="No office."
        rows={firm.offices.map((o) => ({ key: o.id, cells: [o.code, o.name, o.country] }))}
      />
      {entity ? (
        <FormDialog
          title={`Change ${entity.name}`}
          action="Save"
          onClose={() => setOpen(null)}
          initial={{
            name: entity.name,
            taxId: entity.taxId,
            address: entity.address.join('\n'),
            phone: entity.phone,
            email: entity.email,
            website: entity.website,
            invoiceFooter: entity.invoiceFooter,
            fourEyes: entity.fourEyes ? YES : '',
          }}
          fields={[
            { name: 'name', label: 'Name' },
            { name: 'taxId', label: 'Tax number' },
            { name: 'address', label: 'Address', kind: 'lines', wide: true },
            { name: 'phone', label: 'Phone' },
            { name: 'email', label: 'E-mail' },
            { name: 'website', label: 'Website' },
            { name: 'invoiceFooter', label: 'Words at the foot of invoices', wide: true },
            { name: 'fourEyes', label: 'Four eyes', kind: 'yes', help: 'Nobody approves a reduction of their own.' },
          ]}
          onSubmit={async (v) => {
            await save.mutateAsync({
              input: {
                ...entity,
                name: v['name'] ?? '',
                taxId: v['taxId'] ?? '',
                address: linesOf(v['address'] ?? ''),
                phone: v['phone'] ?? '',
                email: v['email'] ?? '',
                website: v['website'] ?? '',
                invoiceFooter: v['invoiceFooter'] ?? '',
                fourEyes: v['fourEyes'] === YES,
              },
            });
            setOpen(null);
          }}
        />
      ) : null}
    </>
  );
}

export function TaxCodes() {
  const { firm, today } = useMe();
  const may = useMay()('set up firm');
  const [openId, setOpen] = useState<string | null>(null);
  const save = useDo(saveTaxCode);
  const codes = useAsk(listTaxCodes, {});
  const code = codes.data?.rows.find((row) => row.id === openId);
  return (
    <Answer of={codes}>
      {(data) => (
        <>
          <Exports of={listTaxCodes} />
          <PlainTable
            heads={['Code', 'Name', 'Kind', 'Entity', 'Rates', 'Note']}
            empty="No tax code."
            rows={data.rows.map((row) => ({
              key: row.id,
              cells: [
                row.code,
                row.name,
                row.kind,
                firm.entities.find((e) => e.id === row.entityId)?.name,
                row.rates.map((r) => (
                  <div key={r.from}>
                    {percentText(r.ratePpm)} from {r.from}
                  </div>
                )),
                row.note,
              ],
              onChange: may ? () => setOpen(row.id) : undefined,
            }))}
          />
          {code ? (
            <FormDialog
              title={`Change ${code.code}`}
              action="Save"
              onClose={() => setOpen(null)}
              initial={{ name: code.name, note: code.note, rate: '', from: today }}
              fields={[
                { name: 'name', label: 'Name' },
                { name: 'note', label: 'Note on the invoice' },
                { name: 'rate', label: 'New rate, percent', help: 'Empty: the rate stays.' },
                { name: 'from', label: 'From', kind: 'day' },
              ]}
              onSubmit={async (v) => {
                const ratePpm = ppmFrom(v['rate'] ?? '');
                await save.mutateAsync({
                  input: {
                    id: code.id,
                    entityId: code.entityId,
                    code: code.code,
                    kind: code.kind,
                    name: v['name'] ?? '',
                    note: v['note'] ?? '',
                    ...(ratePpm === null ? {} : { rate: { ratePpm, from: v['from'] ?? today } }),
                  },
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
