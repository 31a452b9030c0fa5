import { Checkbox, MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { useMe } from '../frame/session.tsx';
import { DayInput } from './day.tsx';
import { ClientLookUp, FamilyLookUp, MatterLookUp, TimekeeperLookUp } from './look-up.tsx';

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind?:
    | 'text'
    | 'lines'
    | 'day'
    | 'choice'
    | 'choices'
    | 'yes'
    | 'matter'
    | 'client'
    | 'timekeeper'
    | 'family';
  readonly options?: readonly { value: string; label: string }[];
  readonly help?: string;
  readonly known?: string;
  readonly wide?: boolean;
  readonly needed?: boolean;
  readonly off?: boolean;
  readonly when?: (values: Readonly<Record<string, string>>) => boolean;
}

interface FormFieldProps {
  readonly field: Field;
  readonly value: string;
  readonly values: Readonly<Record<string, string>>;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
  /** where the cursor is when the dialog opens */
  readonly first?: boolean;
}

export const YES = 'yes';

export function FormField({ field, value, values, onChange, error, first = false }: FormFieldProps) {
  const { today } = useMe();
  if (field.when && !field.when(values)) return null;
  const shared = {
    label: field.label,
    description: field.help,
    error,
    withAsterisk: field.needed ?? false,
    disabled: field.off ?? false,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
    className: field.wide ? 'wide' : '',
    ...(first ? { 'data-autofocus': true } : {}),
  };
  const lookUp = {
    ...shared,
    value: value === '' ? null : value,
    onPick: (id: string | null) => onChange(id ?? ''),
    ...(field.known ? { known: field.known } : {}),
  };
  switch (field.kind ?? 'text') {
    case 'lines':
      return (
        <Textarea
          {...shared}
          autosize
          minRows={2}
          maxRows={8}
          value={value}
          onChange={(e) => onChange(e.currentTarget.value)}
        />
      );
    case 'day':
      return <DayInput {...shared} today={today} value={value} onDay={onChange} />;
    case 'choice':
      return (
        <Select
          {...shared}
          data={[...(field.options ?? [])]}
          searchable
          // A first field that says something already doesn't cover the others when the form opens.
          openOnFocus={value === ''}
          clearable={!field.needed}
          value={value === '' ? null : value}
          onChange={(v) => onChange(v ?? '')}
        />
      );
    case 'choices':
      return (
        <MultiSelect
          {...shared}
          data={[...(field.options ?? [])]}
          value={value === '' ? [] : value.split(',')}
          onChange={(v) => onChange(v.join(','))}
        />
      );
    case 'yes':
      return (
        <Checkbox
          className={shared.className}
          label={field.label}
          description={field.help}
          disabled={shared.disabled}
          checked={value === YES}
          onChange={(e) => onChange(e.currentTarget.checked ? YES : '')}
          mt={22}
        />
      );
    case 'matter':
      return <MatterLookUp {...lookUp} />;
    case 'client':
      return <ClientLookUp {...lookUp} />;
    case 'timekeeper':
      return <TimekeeperLookUp {...lookUp} />;
    case 'family':
      return <FamilyLookUp {...lookUp} clientId={values['clientId'] ?? ''} />;
    case 'text':
      return (
        <TextInput {...shared} autoComplete="off" value={value} onChange={(e) => onChange(e.currentTarget.value)} />
      );
  }
}
