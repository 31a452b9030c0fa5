import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { counted } from '../../kernel/text.ts';
import { saveFamily } from '../../modules/matters/contract.ts';
import { useDo } from '../api/use.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Section } from '../parts/page.tsx';
import type { Client } from './client-forms.tsx';

type Family = Client['families'][number];

/** Families of cases: what shares a priority. */
export function Families({ client, may }: { client: Client; may: boolean }) {
  const [open, setOpen] = useState<{ readonly family: Family | null } | null>(null);
  return (
    <Section
      title="Families"
      aside={
        may ? (
          <Button size="compact-xs" variant="default" onClick={() => setOpen({ family: null })}>
            Add
          </Button>
        ) : null
      }
    >
      {client.families.length === 0 ? (
        <p className="quiet">None. A family holds the cases that share a priority.</p>
      ) : (
        <div className="scroll-x">
          <table className="ruled">
            <tbody>
              {client.families.map((family) => (
                <tr key={family.id}>
                  <td className="nowrap">
                    <Link to={`/matters?familyId=${family.id}`}>{family.reference}</Link>
                  </td>
                  <td>{family.title}</td>
                  <td className="quiet nowrap">{counted(family.matters, 'matter')}</td>
                  <td className="num">
                    {may ? (
                      <Button
                        size="compact-xs"
                        variant="default"
                        aria-label={`Change family ${family.reference}`}
                        onClick={() => setOpen({ family })}
                      >
                        Change
                      </Button>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {open ? <FamilyForm client={client} family={open.family} onClose={() => setOpen(null)} /> : null}
    </Section>
  );
}

interface FamilyFormProps {
  readonly client: Client;
  readonly family: Family | null;
  readonly onClose: () => void;
}

function FamilyForm({ client, family, onClose }: FamilyFormProps) {
  const save = useDo(saveFamily);
  return (
    <FormDialog
      title={family ? `Change family ${family.reference}` : `Add a family of ${client.name}`}
      action="Save"
      size="md"
      onClose={onClose}
      initial={{ reference: family?.reference ?? '', title: family?.title ?? '' }}
      fields={[
        { name: 'reference', label: 'Reference', needed: true, wide: true },
        { name: 'title', label: 'Title', needed: true, wide: true },
      ]}
      onSubmit={async (v) => {
        await save.mutateAsync({
          input: {
            ...(family ? { id: family.id } : {}),
            clientId: client.id,
            reference: v['reference'] ?? '',
            title: v['title'] ?? '',
          },
        });
        onClose();
      }}
    />
  );
}
