import { saveEntity } from '../../modules/firm/contract.ts';
import { useDo } from '../api/use.ts';
import type { Me } from '../frame/session.tsx';
import { FormDialog, type Values } from '../parts/form-dialog.tsx';
import { type Field, YES } from '../parts/form-field.tsx';
import { linesOf } from '../parts/lines.ts';
import { MONTH_CHOICES } from '../parts/months.ts';

type Entity = Me['firm']['entities'][number];

const FIELDS: readonly Field[] = [
  { name: 'code', label: 'Code', needed: true, help: 'Begins its numbers, such as US in US-2026-00001.' },
  { name: 'name', label: 'Name', needed: true },
  { name: 'country', label: 'Country', needed: true, help: 'Two letters, such as US.' },
  { name: 'currency', label: 'Currency', needed: true, help: 'Three letters. Stays once it has journals.' },
  { name: 'address', label: 'Address', kind: 'lines', wide: true, needed: true },
  { name: 'taxId', label: 'Tax number' },
  { name: 'phone', label: 'Phone' },
  { name: 'email', label: 'E-mail' },
  { name: 'website', label: 'Website' },
  {
    name: 'bank',
    label: 'Bank lines',
    kind: 'lines',
    wide: true,
    help: 'One a line, the name before a colon, such as IBAN: DE02 1203 0000 0000 2020 51.',
  },
  { name: 'invoiceFooter', label: 'Words at the foot of invoices', wide: true },
  {
    name: 'basis',
    label: 'Books',
    kind: 'choice',
    needed: true,
    options: [
      { value: 'accrual', label: 'Accrual' },
      { value: 'modified-cash', label: 'Modified cash' },
    ],
  },
  {
    name: 'rounding',
    label: 'Rounding',
    kind: 'choice',
    needed: true,
    options: [
      { value: 'half-up', label: 'Half up' },
      { value: 'half-even', label: 'Half to even' },
    ],
  },
  {
    name: 'paper',
    label: 'Paper',
    kind: 'choice',
    needed: true,
    options: [
      { value: 'a4', label: 'A4' },
      { value: 'us-letter', label: 'US letter' },
    ],
  },
  {
    name: 'yearStartsMonth',
    label: 'Year begins in',
    kind: 'choice',
    needed: true,
    options: MONTH_CHOICES,
    help: 'The trial balance has earlier years under retained earnings.',
  },
  { name: 'fourEyes', label: 'Four eyes', kind: 'yes', help: 'Nobody approves a reduction of their own.' },
];

function initialOf(entity: Entity | undefined): Values {
  if (!entity) return { basis: 'accrual', rounding: 'half-up', paper: 'a4', yearStartsMonth: '1' };
  return {
    ...entity,
    address: entity.address.join('\n'),
    bank: entity.bank.map((line) => `${line.label}: ${line.value}`).join('\n'),
    yearStartsMonth: String(entity.yearStartsMonth),
    fourEyes: entity.fourEyes ? YES : '',
  };
}

/** `IBAN: DE02 …` as a bank line; a line without a colon is a value under the name of Account. */
function bankOf(text: string): { label: string; value: string }[] {
  return linesOf(text).map((line) => {
    const at = line.indexOf(':');
    return at < 1
      ? { label: 'Account', value: line }
      : { label: line.slice(0, at).trim(), value: line.slice(at + 1).trim() };
  });
}

/** A legal entity, new or as it is. */
export function EntityForm({ entity, onClose }: { entity: Entity | undefined; onClose: () => void }) {
  const save = useDo(saveEntity);
  return (
    <FormDialog
      size="xl"
      title={entity ? `Change ${entity.name}` : 'Add an entity'}
      action="Save"
      onClose={onClose}
      initial={initialOf(entity)}
      fields={FIELDS}
      onSubmit={async (v) => {
        const word = (name: string): string => v[name] ?? '';
        await save.mutateAsync({
          input: {
            ...(entity ? { id: entity.id } : {}),
            code: word('code'),
            name: word('name'),
            country: word('country').toUpperCase(),
            currency: word('currency').toUpperCase(),
            address: linesOf(word('address')),
            taxId: word('taxId'),
            phone: word('phone'),
            email: word('email'),
            website: word('website'),
            bank: bankOf(word('bank')),
            invoiceFooter: word('invoiceFooter'),
            basis: word('basis') as 'accrual',
            rounding: word('rounding') as 'half-up',
            paper: word('paper') as 'a4',
            yearStartsMonth: Number(word('yearStartsMonth')),
            fourEyes: v['fourEyes'] === YES,
          },
        });
        onClose();
      }}
    />
  );
}
