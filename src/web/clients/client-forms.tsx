import type { OutputOf } from '../../kernel/endpoint.ts';
import { saveClient, saveContact, savePayer, type showClient, TOGETHER } from '../../modules/clients/contract.ts';
import { listTaxCodes } from '../../modules/firm/contract.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { YES } from '../parts/form-field.tsx';
import { linesOf } from '../parts/lines.ts';

export type Client = OutputOf<typeof showClient>;

export const TOGETHER_WORDS: Readonly<Record<(typeof TOGETHER)[number], string>> = {
  matter: 'Each matter alone',
  family: 'The matters of a family',
  client: 'All matters of the client',
  group: 'All matters of its group',
  payer: 'All matters with the same payers',
};

export function ClientForm({ client, onClose }: { client: Client | null; onClose: () => void }) {
  const save = useDo(saveClient);
  return (
    <FormDialog
      title={client ? `Change ${client.name}` : 'Add a client'}
      action="Save"
      onClose={onClose}
      initial={{
        number: client?.number ?? '',
        name: client?.name ?? '',
        group: client?.group ?? '',
        address: client?.address.join('\n') ?? '',
        country: client?.country ?? '',
        language: client?.language ?? 'en',
        reference: client?.reference ?? '',
        ledes: client?.ebilling?.clientId ?? '',
        together: client?.billTogether ?? 'matter',
      }}
      fields={[
        { name: 'number', label: 'Number', needed: true },
        { name: 'name', label: 'Name', needed: true },
        { name: 'group', label: 'Group' },
        { name: 'country', label: 'Country', help: 'Two letters, such as US.', needed: true },
        { name: 'address', label: 'Address', kind: 'lines', wide: true, needed: true },
        { name: 'language', label: 'Language', help: 'Two letters, such as en.' },
        { name: 'reference', label: 'Reference' },
        {
          name: 'together',
          label: 'Bill together',
          kind: 'choice',
          options: TOGETHER.map((value) => ({ value, label: TOGETHER_WORDS[value] })),
          help: 'Which matters go on one proforma; a run may say otherwise.',
        },
        { name: 'ledes', label: 'LEDES client id', help: 'Filled in, the client gets LEDES 1998B files.' },
      ]}
      onSubmit={async (v) => {
        const ledes = v['ledes'] ?? '';
        await save.mutateAsync({
          input: {
            ...(client ? { id: client.id, version: client.version } : {}),
            number: v['number'] ?? '',
            name: v['name'] ?? '',
            group: v['group'] ?? '',
            address: linesOf(v['address'] ?? ''),
            country: (v['country'] ?? '').toUpperCase(),
            language: v['language'] ?? 'en',
            reference: v['reference'] ?? '',
            billTogether: (v['together'] ?? 'matter') as 'matter',
            ebilling: ledes === '' ? null : { ...(client?.ebilling ?? { format: 'LEDES1998B' }), clientId: ledes },
          },
        });
        onClose();
      }}
    />
  );
}

export function PayerForm({
  client,
  payer,
  onClose,
}: {
  client: Client;
  payer: Client['payers'][number] | null;
  onClose: () => void;
}) {
  const { today, firm } = useMe();
  const save = useDo(savePayer);
  const codes = useAsk(listTaxCodes, {}).data?.rows ?? [];
  return (
    <FormDialog
      title={payer ? `Change ${payer.name}` : 'Add a payer'}
      action="Save"
      onClose={onClose}
      initial={{
        name: payer?.name ?? client.name,
        address: (payer?.address ?? client.address).join('\n'),
        country: payer?.country ?? client.country,
        taxId: payer?.taxId ?? '',
        private: payer?.private ? YES : '',
        email: payer?.email ?? '',
        reference: payer?.reference ?? '',
        termsDays: String(payer?.termsDays ?? 30),
        taxCodeId: '',
        from: today,
      }}
      fields={[
        { name: 'name', label: 'Name', needed: true },
        { name: 'email', label: 'E-mail for invoices' },
        { name: 'address', label: 'Address', kind: 'lines', wide: true, needed: true },
        { name: 'country', label: 'Country', needed: true },
        { name: 'taxId', label: 'Tax number', help: 'With one, the tax rules take the payer for a business.' },
        { name: 'private', label: 'A private person', kind: 'yes' },
        { name: 'reference', label: 'Reference' },
        { name: 'termsDays', label: 'Days to pay' },
        {
          name: 'taxCodeId',
          label: 'Tax code of its own from a day on',
          kind: 'choice',
          help: 'Goes before the tax rules. Empty: it stays as it is.',
          options: [
            ...rulesOf(payer, firm.entities),
            ...codes.map((c) => ({
              value: c.id,
              label: `${c.code} ${c.name} (${firm.entities.find((e) => e.id === c.entityId)?.code ?? ''})`,
            })),
          ],
        },
        { name: 'from', label: 'From', kind: 'day' },
      ]}
      onSubmit={async (v) => {
        const chosen = v['taxCodeId'] ?? '';
        const entityId = chosen.startsWith(BY_RULES) ? chosen.slice(BY_RULES.length) : null;
        const from = v['from'] || today;
        await save.mutateAsync({
          input: {
            ...(payer ? { id: payer.id, version: payer.version } : {}),
            clientId: client.id,
            name: v['name'] ?? '',
            address: linesOf(v['address'] ?? ''),
            country: (v['country'] ?? '').toUpperCase(),
            taxId: v['taxId'] ?? '',
            private: v['private'] === YES,
            email: v['email'] ?? '',
            reference: v['reference'] ?? '',
            termsDays: Number(v['termsDays'] ?? '30'),
            taxes: chosen === '' || entityId !== null ? [] : [{ taxCodeId: chosen, from }],
            byRules: entityId === null ? [] : [{ entityId, from }],
          },
        });
        onClose();
      }}
    />
  );
}

/** Stands before an entity's id where its rules are to decide, and no code of the payer's own. */
const BY_RULES = 'rules ';

function rulesOf(payer: Client['payers'][number] | null, entities: readonly { id: string; code: string }[]) {
  const own = new Set(payer?.taxes.filter((t) => t.to === null).map((t) => t.entityId));
  return entities
    .filter((e) => own.has(e.id))
    .map((e) => ({ value: `${BY_RULES}${e.id}`, label: `None: the tax rules decide (${e.code})` }));
}

export function ContactForm({
  client,
  contact,
  onClose,
}: {
  client: Client;
  contact: Client['contacts'][number] | null;
  onClose: () => void;
}) {
  const save = useDo(saveContact);
  return (
    <FormDialog
      title={contact ? `Change ${contact.name}` : 'Add a contact'}
      action="Save"
      onClose={onClose}
      size="md"
      initial={{ name: contact?.name ?? '', email: contact?.email ?? '', role: contact?.role ?? 'billing' }}
      fields={[
        { name: 'name', label: 'Name', needed: true },
        { name: 'email', label: 'E-mail', needed: true },
        { name: 'role', label: 'Role', help: '“billing” gets the invoices.' },
      ]}
      onSubmit={async (v) => {
        await save.mutateAsync({
          input: {
            ...(contact ? { id: contact.id } : {}),
            clientId: client.id,
            name: v['name'] ?? '',
            email: v['email'] ?? '',
            role: v['role'] ?? 'billing',
          },
        });
        onClose();
      }}
    />
  );
}
