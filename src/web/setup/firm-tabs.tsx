import { useState } from 'react';
import { saveOffice } from '../../modules/firm/contract.ts';
import { useDo } from '../api/use.ts';
import { type Me, useMay, useMe } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Section } from '../parts/page.tsx';
import { AddButton } from './add-button.tsx';
import { EntityForm } from './entity-form.tsx';
import { PlainTable } from './plain-table.tsx';

const NEW = 'new';

/** Legal entities and their offices. */
export function Firm() {
  const { firm } = useMe();
  const may = useMay()('set up firm');
  const [entityId, setEntity] = useState<string | null>(null);
  const [officeId, setOffice] = useState<string | null>(null);
  return (
    <>
      <Section title="Entities" aside={may ? <AddButton name="Add an entity" onClick={() => setEntity(NEW)} /> : null}>
        <PlainTable
          heads={['Code', 'Entity', 'Country', 'Currency', 'Address', 'Tax number', 'Four eyes']}
          empty="No entity. Add the one that sends the invoices."
          rows={firm.entities.map((e) => ({
            key: e.id,
            cells: [e.code, e.name, e.country, e.currency, e.address.join(', '), e.taxId, e.fourEyes ? 'on' : 'off'],
            onChange: may ? () => setEntity(e.id) : undefined,
          }))}
        />
      </Section>
      <Section title="Offices" aside={may ? <AddButton name="Add an office" onClick={() => setOffice(NEW)} /> : null}>
        <PlainTable
          heads={['Code', 'Office', 'Country', 'Entity']}
          empty="No office. Timekeepers and matters need one."
          rows={firm.offices.map((o) => ({
            key: o.id,
            cells: [o.code, o.name, o.country, firm.entities.find((e) => e.id === o.entityId)?.name],
            onChange: may ? () => setOffice(o.id) : undefined,
          }))}
        />
      </Section>
      {entityId ? (
        <EntityForm entity={firm.entities.find((e) => e.id === entityId)} onClose={() => setEntity(null)} />
      ) : null}
      {officeId ? (
        <OfficeForm
          office={firm.offices.find((o) => o.id === officeId)}
          entities={firm.entities}
          onClose={() => setOffice(null)}
        />
      ) : null}
    </>
  );
}

interface OfficeFormProps {
  readonly office: Me['firm']['offices'][number] | undefined;
  readonly entities: Me['firm']['entities'];
  readonly onClose: () => void;
}

function OfficeForm({ office, entities, onClose }: OfficeFormProps) {
  const save = useDo(saveOffice);
  const stays = office ? { off: true, help: 'Stays: cards and rates cite it.' } : {};
  return (
    <FormDialog
      title={office ? `Change ${office.name}` : 'Add an office'}
      action="Save"
      onClose={onClose}
      initial={{
        code: office?.code ?? '',
        name: office?.name ?? '',
        country: office?.country ?? '',
        entityId: office?.entityId ?? entities[0]?.id ?? '',
      }}
      fields={[
        { name: 'code', label: 'Code', needed: true, ...stays },
        { name: 'name', label: 'Name', needed: true },
        { name: 'country', label: 'Country', needed: true, help: 'Two letters, such as GB.' },
        {
          name: 'entityId',
          label: 'Entity',
          kind: 'choice',
          needed: true,
          options: entities.map((e) => ({ value: e.id, label: e.name })),
          ...stays,
        },
      ]}
      onSubmit={async (v) => {
        await save.mutateAsync({
          input: {
            ...(office ? { id: office.id } : {}),
            code: v['code'] ?? '',
            name: v['name'] ?? '',
            country: (v['country'] ?? '').toUpperCase(),
            entityId: v['entityId'] ?? '',
          },
        });
        onClose();
      }}
    />
  );
}
