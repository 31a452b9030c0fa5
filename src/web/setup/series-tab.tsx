import { useState } from 'react';
import { yearOf } from '../../kernel/day.ts';
import { listSeries, saveSeries } from '../../modules/firm/contract.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Answer, Exports, Section } from '../parts/page.tsx';
import { AddButton } from './add-button.tsx';
import { PlainTable } from './plain-table.tsx';

const DOCUMENTS = [
  { value: 'invoice', label: 'Invoice' },
  { value: 'credit-note', label: 'Credit note' },
  { value: 'cancellation', label: 'Cancellation' },
];

/** The counters of document numbers. */
export function Series() {
  const { firm, today } = useMe();
  const may = useMay()('set up firm');
  const [open, setOpen] = useState<Readonly<Record<string, string>> | null>(null);
  const series = useAsk(listSeries, {});
  const save = useDo(saveSeries);
  const fresh = {
    entityId: firm.entities[0]?.id ?? '',
    documentType: 'invoice',
    year: String(yearOf(today) + 1),
    prefix: '',
  };
  return (
    <Answer of={series}>
      {(data) => (
        <Section
          title="Number series"
          aside={
            <>
              <Exports of={listSeries} />
              {may ? <AddButton name="Set a prefix" onClick={() => setOpen(fresh)} /> : null}
            </>
          }
        >
          <p className="quiet" style={{ marginTop: 0 }}>
            Numbers run without a gap, a series for each entity, document and year. A series that nobody set begins by
            itself as CODE-YEAR-00001. A prefix can be set until the first number is given.
          </p>
          <PlainTable
            heads={['Entity', 'Document', 'Year', 'Prefix', 'Given', 'Next number']}
            empty="No number was given yet."
            rows={data.rows.map((row) => ({
              key: row.entityId + row.documentType + String(row.year),
              cells: [
                row.entity,
                DOCUMENTS.find((d) => d.value === row.documentType)?.label,
                row.year,
                row.prefix,
                row.given,
                row.next,
              ],
              onChange:
                may && row.given === 0
                  ? () =>
                      setOpen({
                        entityId: row.entityId,
                        documentType: row.documentType,
                        year: String(row.year),
                        prefix: row.prefix,
                      })
                  : undefined,
            }))}
          />
          {open ? (
            <FormDialog
              title="Number series"
              action="Save"
              onClose={() => setOpen(null)}
              initial={open}
              fields={[
                {
                  name: 'entityId',
                  label: 'Entity',
                  kind: 'choice',
                  needed: true,
                  options: firm.entities.map((e) => ({ value: e.id, label: e.name })),
                },
                { name: 'documentType', label: 'Document', kind: 'choice', needed: true, options: DOCUMENTS },
                { name: 'year', label: 'Year', needed: true },
                { name: 'prefix', label: 'Prefix', needed: true, help: 'Such as LON-2027-, then 00001.' },
              ]}
              onSubmit={async (v) => {
                await save.mutateAsync({
                  input: {
                    entityId: v['entityId'] ?? '',
                    documentType: v['documentType'] as 'invoice',
                    year: Number(v['year']),
                    prefix: v['prefix'] ?? '',
                  },
                });
                setOpen(null);
              }}
            />
          ) : null}
        </Section>
      )}
    </Answer>
  );
}
