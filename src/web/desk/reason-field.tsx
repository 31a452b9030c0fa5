import { Autocomplete, type AutocompleteProps } from '@mantine/core';
import { listReasons } from '../../modules/proformas/contract.ts';
import { useAsk } from '../api/use.ts';

/** The reasons offered for an operation; those for a write-down where it has none of its own. */
export function useReasons(operation: string): string[] {
  const rows = useAsk(listReasons, {}).data?.rows ?? [];
  const own = rows.filter((row) => row.operation === operation);
  return [
    ...new Set((own.length > 0 ? own : rows.filter((row) => row.operation === 'write-down')).map((row) => row.reason)),
  ];
}

interface ReasonFieldProps extends Omit<AutocompleteProps, 'data'> {
  readonly operation: string;
}

/** A reason from the list, or in one's own words. */
export function ReasonField({ operation, ...rest }: ReasonFieldProps) {
  const reasons = useReasons(operation);
  return (
    <Autocomplete
      label="Reason"
      placeholder="Choose or write one"
      {...rest}
      data={reasons}
      filter={({ options }) => options}
      maxDropdownHeight={260}
    />
  );
}
