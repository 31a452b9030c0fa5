import { useState } from 'react';
import { listTimekeepers, saveTimekeeper } from '../../modules/firm/contract.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { YES } from '../parts/form-field.tsx';
import { Answer, Exports, Section } from '../parts/page.tsx';
import { AddButton } from './add-button.tsx';
import { PlainTable } from './plain-table.tsx';

export function Timekeepers() {
  const { firm, people } = useMe();
  const may = useMay()('set up firm');
  const [openId, setOpen] = useState<string | null>(null);
  const save = useDo(saveTimekeeper);
  const all = useAsk(listTimekeepers, {});
  const one = all.data?.rows.find((row) => row.id === openId);
  return (
    <Answer of={all}>
      {(data) => (
        <Section
          title="Timekeepers"
          aside={
            <>
              <Exports of={listTimekeepers} />
              {may ? <AddButton name="Add a timekeeper" onClick={() => setOpen('new')} /> : null}
            </>
          }
        >
          <PlainTable
            heads={['Number', 'Initials', 'Name', 'Title', 'LEDES class', 'Office', 'Active']}
            empty="No timekeeper."
            rows={data.rows.map((t) => ({
              key: t.id,
              cells: [t.number, t.initials, t.name, t.title, t.classification, t.office, t.active ? 'yes' : 'no'],
              onChange: may ? () => setOpen(t.id) : undefined,
            }))}
          />
          {openId ? (
            <FormDialog
              title={one ? `Change ${one.name}` : 'Add a timekeeper'}
              action="Save"
              onClose={() => setOpen(null)}
              initial={{
                number: one?.number ?? '',
                name: one?.name ?? '',
                initials: one?.initials ?? '',
                title: one?.title ?? '',
                classification: one?.classification ?? '',
                officeId: one?.officeId ?? firm.offices[0]?.id ?? '',
                personId: one?.personId ?? '',
                active: one?.active === false ? '' : YES,
              }}
              fields={[
                { name: 'number', label: 'Number' },
                { name: 'name', label: 'Name' },
                { name: 'initials', label: 'Initials' },
                { name: 'title', label: 'Title' },
                { name: 'classification', label: 'LEDES class', help: 'Such as PT or AS.' },
                {
                  name: 'officeId',
                  label: 'Office',
                  kind: 'choice',
                  needed: true,
                  options: firm.offices.map((o) => ({ value: o.id, label: o.name })),
                },
                {
                  name: 'personId',
                  label: 'Signs in as',
                  kind: 'choice',
                  options: people.map((p) => ({ value: p.id, label: p.name })),
                  help: 'Empty: records no work of their own.',
                },
                { name: 'active', label: 'Active', kind: 'yes' },
              ]}
              onSubmit={async (v) => {
                await save.mutateAsync({
                  input: {
                    ...(one ? { id: one.id } : {}),
                    personId: v['personId'] || null,
                    number: v['number'] ?? '',
                    name: v['name'] ?? '',
                    initials: v['initials'] ?? '',
                    title: v['title'] ?? '',
                    classification: v['classification'] ?? '',
                    officeId: v['officeId'] ?? '',
                    active: v['active'] === YES,
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
